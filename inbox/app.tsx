import { render } from 'preact';
import { account, startAccount } from './account.ts';
import './look/tokens.css';
import './look/base.css';
import './look/kit.css';
import './look/settings.css';
import { Toasts } from './kit/toasts.tsx';
import { startTheme } from './look/theme.ts';
import { path, startRouter } from './router.ts';
import { Frame } from './shell/Frame.tsx';
import { FirstOwner, Join, SignIn, Unreachable } from './staff/Entrance.tsx';

function Inbox() {
  const who = account.value;
  if (path.value[0] === 'join' && who.kind !== 'loading') return <Join />;
  switch (who.kind) {
    case 'loading':
      return null;
    case 'unreachable':
      return <Unreachable />;
    case 'first-owner':
      return <FirstOwner />;
    case 'signed-out':
      return <SignIn ended={who.ended} />;
    case 'signed-in':
      return <Frame key={who.me.id} me={who.me} />;
    default:
      return who satisfies never;
  }
}

startTheme();
startRouter();
void startAccount();
render(
  <>
    <Inbox />
    <Toasts />
  </>,
  document.getElementById('app') as HTMLElement,
);
