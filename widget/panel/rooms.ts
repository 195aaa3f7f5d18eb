import type { Settings } from '../contract.ts';
import type { Chat } from '../conversations/chat.ts';
import { type Lazy, lazy } from '../lazy.tsx';
import type { Words } from '../words/speech.ts';
import type { Space, Spaces } from './spaces.ts';

/** What every room of the panel gets. `what` names the thing that it shows, where it shows one of many. */
export type RoomProps = { chat: Chat; words: Words; settings: Settings; spaces: Spaces; what: string | undefined };

/** The rooms that are fetched when they are first entered. A room that is not here has no door anywhere. */
export const rooms: Partial<Record<Space['at'], Lazy<RoomProps>>> = {
  home: lazy(() => import('../home/Home.tsx')),
  help: lazy(() => import('../articles/Help.tsx')),
  article: lazy(() => import('../articles/Article.tsx')),
  feedback: lazy(() => import('../feedback/Feedback.tsx')),
  ideas: lazy(() => import('../boards/Ideas.tsx')),
  messages: lazy(() => import('../conversations/List.tsx')),
};
