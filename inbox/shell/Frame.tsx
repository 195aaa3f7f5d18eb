import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Member } from '../../protocol/staff.ts';
import { signOut } from '../account.ts';
import { Articles } from '../articles/Articles.tsx';
import { Boards } from '../boards/Boards.tsx';
import { Conversations } from '../conversations/Conversations.tsx';
import { listing } from '../conversations/keys.ts';
import { type Desk, openDesk } from '../desk.ts';
import { FeedbackPage } from '../feedback/FeedbackPage.tsx';
import { Menu } from '../kit/menu.tsx';
import { Avatar, Blank, Icon, type IconName } from '../kit/ui.tsx';
import { theme, themes } from '../look/theme.ts';
import { go, path, to } from '../router.ts';
import { useWarning } from '../sites/draft.ts';
import { Sites } from '../sites/Sites.tsx';
import { FaceDialog } from '../staff/FaceDialog.tsx';
import { reachesAnywhere } from '../staff/roles.ts';
import { Staff } from '../staff/Staff.tsx';
import { words } from '../words/en.ts';
import { LineNotice } from './LineNotice.tsx';
import './frame.css';

const text = words.nav;

/** Everything that somebody who is signed in sees: the way around, and the page. */
export function Frame({ me }: { me: Member }) {
  const desk = useMemo(() => openDesk(me), [me.id]);
  useEffect(() => desk.close, [desk]);
  useWarning(desk);
  const [page] = path.value;
  useEffect(() => {
    if (page === undefined) go(to('conversations'), 'replace');
  }, [page]);
  return (
    <div class="frame">
      <Nav desk={desk} page={page ?? ''} />
      <main class="page">
        <LineNotice line={desk.line} />
        <Page desk={desk} page={page ?? ''} />
      </main>
    </div>
  );
}

function Page({ desk, page }: { desk: Desk; page: string }) {
  switch (page) {
    case '':
    case 'conversations':
      return <Conversations desk={desk} />;
    case 'articles':
      return <Articles desk={desk} />;
    case 'feedback':
      return <FeedbackPage desk={desk} />;
    case 'boards':
      return <Boards desk={desk} />;
    case 'sites':
      return <Sites desk={desk} />;
    case 'staff':
      return <Staff desk={desk} />;
    default:
      return (
        <Blank title={words.notHere} whole>
          <p>{words.notHereMore}</p>
          <a href={to('conversations')}>{words.toConversations}</a>
        </Blank>
      );
  }
}

function Nav({ desk, page }: { desk: Desk; page: string }) {
  const [open, setOpen] = useState(false);
  const [facing, setFacing] = useState(false);
  const me = desk.me.value;
  const links: { name: string; icon: IconName; label: string }[] = [
    { name: 'conversations', icon: 'talk', label: text.conversations },
    { name: 'articles', icon: 'book', label: text.articles },
    { name: 'feedback', icon: 'idea', label: text.feedback },
    { name: 'boards', icon: 'vote', label: text.boards },
    ...(reachesAnywhere(me, 'admin') ? ([{ name: 'sites', icon: 'site', label: text.sites }] as const) : []),
    { name: 'staff', icon: 'people', label: text.staff },
  ];
  return (
    <nav class="nav" aria-label={text.label}>
      {links.map(({ name, icon, label }) => (
        <a key={name} href={to(name)} aria-current={page === name ? 'page' : undefined}>
          <Icon name={icon} size={22} />
          <span>{label}</span>
        </a>
      ))}
      <Menu
        open={open}
        onToggle={setOpen}
        kind="round quiet"
        label={text.me(me.name)}
        button={<Avatar name={me.name} picture={me.picture} />}
        items={[
          ...themes.map((one) => ({
            key: one,
            label: text.theme[one],
            checked: theme.value === one,
            onChoose: () => {
              theme.value = one;
            },
          })),
          { key: 'picture', label: text.picture, onChoose: () => setFacing(true) },
          {
            key: 'keys',
            label: text.keys,
            onChoose: () => {
              if (page !== 'conversations') go(to('conversations'));
              listing.value = true;
            },
          },
          { key: 'out', label: text.signOut, onChoose: () => void signOut() },
        ]}
      />
      {facing && <FaceDialog desk={desk} onClose={() => setFacing(false)} />}
    </nav>
  );
}
