import * as articlesPictures from './articles/store/pictures.ts';
import * as articlesPlaces from './articles/store/places.ts';
import * as articlesPublished from './articles/store/published.ts';
import * as articlesPublishing from './articles/store/publishing.ts';
import * as articlesReaders from './articles/store/readers.ts';
import * as articlesRevision from './articles/store/revision.ts';
import * as articlesShelves from './articles/store/shelves.ts';
import * as articlesTexts from './articles/store/texts.ts';
import * as boardsChanging from './boards/store/changing.ts';
import * as boardsReading from './boards/store/reading.ts';
import * as boardsRows from './boards/store/rows.ts';
import * as changing from './conversations/store/changing.ts';
import * as posting from './conversations/store/posting.ts';
import * as reacting from './conversations/store/reacting.ts';
import * as reading from './conversations/store/reading.ts';
import * as unread from './conversations/store/unread.ts';
import * as feedbackGiven from './feedback/store/given.ts';
import * as feedbackRating from './feedback/store/rating.ts';
import * as files from './files/store.ts';
import * as forms from './forms/store.ts';
import * as jobs from './foundation/jobs/job-store.ts';
import * as hours from './hours/store.ts';
import * as notifications from './notifications/store.ts';
import * as addresses from './people/store/addresses.ts';
import * as attributes from './people/store/attributes.ts';
import * as identifying from './people/store/identifying.ts';
import * as merging from './people/store/merging.ts';
import * as persons from './people/store/persons.ts';
import * as secrets from './people/store/secrets.ts';
import * as sites from './sites/store.ts';
import * as members from './staff/store/members.ts';
import * as teams from './staff/store/teams.ts';
import * as surveys from './surveys/store.ts';

/** Every store function by slice, so that the database's threads find them by name. */
export const stores = {
  articles: {
    ...{ ...articlesTexts, ...articlesPublishing, ...articlesPlaces, ...articlesShelves },
    ...{ ...articlesPublished, ...articlesReaders, ...articlesRevision, ...articlesPictures },
  },
  boards: { ...boardsChanging, ...boardsReading, ...boardsRows },
  conversations: { ...posting, ...changing, ...reacting, ...reading, ...unread },
  feedback: { ...feedbackGiven, ...feedbackRating },
  files,
  forms,
  jobs,
  hours,
  notifications,
  people: { ...persons, ...addresses, ...identifying, ...merging, ...attributes, ...secrets },
  sites,
  surveys,
  staff: { ...members, ...teams },
};
