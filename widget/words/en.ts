import { articles } from './en/articles.ts';
import { boards } from './en/boards.ts';
import { chat } from './en/chat.ts';
import { elsewhere } from './en/elsewhere.ts';
import { emoji } from './en/emoji.ts';
import { feedback } from './en/feedback.ts';
import { files } from './en/files.ts';
import { forms } from './en/forms.ts';
import { giving } from './en/giving.ts';
import { hours } from './en/hours.ts';
import { link } from './en/link.ts';
import { news } from './en/news.ts';
import { surveys } from './en/surveys.ts';
import { talk } from './en/talk.ts';
import { transcript } from './en/transcript.ts';

/** Every sentence that visitors read, by the part of the widget that it comes with. The other languages say the same, each in one file. */
export const en = {
  articles,
  boards,
  chat,
  hours,
  files,
  feedback,
  giving,
  forms,
  link,
  news,
  surveys,
  talk,
  elsewhere,
  emoji,
  transcript,
};
