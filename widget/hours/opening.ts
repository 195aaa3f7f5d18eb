import { useEffect, useState } from 'preact/hooks';
import { isUp } from '../../client/standing.ts';
import type { Opening } from '../../protocol/hours.ts';
import type { Chat } from '../conversations/chat.ts';
import { untilChange } from './changes.ts';

/** When whoever has the conversation answers: its team, or else the site. Where that cannot be had, it is as the site has it. */
export function useOpening(chat: Chat): Opening | null | undefined {
  const { conversation, state } = chat.thread.value ?? {};
  const team = state?.team;
  const [asked, keep] = useState<{ team: string; opening: Opening | null }>();
  const [turn, again] = useState(0);
  const hasLine = isUp(chat.line.value);
  useEffect(() => {
    if (!conversation || !team || !hasLine) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void chat.ask('hours:opening', { conversation }).then((answer) => {
      if (isOver || !answer?.ok) return;
      keep({ team, opening: answer.opening });
      const { changesAt = null } = answer.opening ?? {};
      if (changesAt === null) return;
      timer = setTimeout(() => again(turn + 1), untilChange(changesAt, Date.now()));
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [chat, conversation, team, hasLine, turn, chat.welcome.value]);
  return team && asked?.team === team ? asked.opening : chat.welcome.value?.opening;
}
