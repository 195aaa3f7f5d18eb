import * as changing from './conversations/store/changing.ts';
import * as posting from './conversations/store/posting.ts';
import * as reading from './conversations/store/reading.ts';
import * as jobs from './foundation/job-store.ts';
import * as hours from './hours/store.ts';
import * as people from './people/store.ts';
import * as sites from './sites/store.ts';
import * as staff from './staff/store.ts';

/** Every store function by slice, so that the database's threads find them by name. */
export const stores = { conversations: { ...posting, ...changing, ...reading }, jobs, hours, people, sites, staff };
