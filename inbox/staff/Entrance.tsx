import { useEffect, useRef, useState } from 'preact/hooks';
import type { Member } from '../../protocol/staff.ts';
import { signedIn } from '../account.ts';
import { post } from '../api.ts';
import { useSubmit } from '../kit/submit.ts';
import { Blank, Button, Field, Notice, ProblemNotice } from '../kit/ui.tsx';
import mark from '../mark.svg';
import { go, to } from '../router.ts';
import { words } from '../words/en.ts';
import './entrance.css';

const text = words.account;

export function SignIn({ ended }: { ended: boolean }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, submit } = useSubmit(() => post('sign-in', { email, password }), entered);
  return (
    <Card title={text.signIn} more={text.signInMore}>
      {ended && !problem && <Notice>{text.ended}</Notice>}
      <form onSubmit={submit}>
        <Field
          {...{ label: text.email, name: 'email', type: 'email', autocomplete: 'username', required: true }}
          {...{ value: email, onInput: setEmail, problem }}
          dir="ltr"
        />
        <Password
          {...{ label: text.password, autocomplete: 'current-password', value: password }}
          onInput={setPassword}
        />
        <ProblemNotice problem={problem} fields={['email', 'password']} />
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? text.working : text.signIn}
        </Button>
      </form>
    </Card>
  );
}

/** Makes the first owner with the one-time code that the server printed. */
export function FirstOwner() {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, submit } = useSubmit(
    () => post('first-owner', { code: code.trim(), name: name.trim(), email: email.trim(), password }),
    entered,
  );
  return (
    <Card title={text.firstOwner} more={text.firstOwnerMore}>
      <form onSubmit={submit}>
        <Field
          {...{ label: text.code, name: 'code', hint: text.codeHint, required: true, maxLength: 40, dir: 'ltr' }}
          {...{ value: code, onInput: setCode, problem }}
        />
        <Field
          {...{ label: text.name, name: 'name', hint: text.nameHint, required: true, autocomplete: 'name' }}
          {...{ value: name, onInput: setName, problem }}
        />
        <Field
          {...{ label: text.email, name: 'email', type: 'email', required: true, autocomplete: 'username', dir: 'ltr' }}
          {...{ value: email, onInput: setEmail, problem }}
        />
        <Password
          {...{ label: text.newPassword, hint: text.passwordHint, autocomplete: 'new-password', problem }}
          {...{ value: password, onInput: setPassword }}
        />
        <ProblemNotice problem={problem} fields={['code', 'name', 'email', 'password']} />
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? text.working : text.create}
        </Button>
      </form>
    </Card>
  );
}

/** Where an invitation's link leads; its token stands behind the #, so that no server's log holds it. */
export function Join() {
  const token = location.hash.slice(1);
  const [found, setFound] = useState<{ email: string } | 'none' | undefined>();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const look = useSubmit(
    () => post('invitation', { token: token.slice(0, 100) }),
    (answer) => {
      setFound(answer);
      setName(answer.name);
    },
  );
  const { busy, problem, submit } = useSubmit(() => post('join', { token, name: name.trim(), password }), entered);
  useEffect(() => look.submit(), []);

  if (look.problem?.code === 'not_found' || problem?.code === 'not_found') {
    return (
      <Card title={text.noInvitation} more={text.noInvitationMore}>
        <a href={to('conversations')}>{text.signIn}</a>
      </Card>
    );
  }
  if (!found || found === 'none') {
    return (
      <Card title={words.loading}>
        <ProblemNotice problem={look.problem} />
        {look.problem && <Button onClick={() => look.submit()}>{words.tryAgain}</Button>}
      </Card>
    );
  }
  return (
    <Card title={text.join(name || found.email)} more={text.joinMore(found.email)}>
      <form onSubmit={submit}>
        <Field
          {...{ label: text.name, name: 'name', hint: text.nameHint, required: true, autocomplete: 'name' }}
          {...{ value: name, onInput: setName, problem }}
        />
        <Password
          {...{ label: text.newPassword, hint: text.passwordHint, autocomplete: 'new-password', problem }}
          {...{ value: password, onInput: setPassword }}
        />
        <ProblemNotice problem={problem} fields={['name', 'password']} />
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? text.working : text.joinButton}
        </Button>
      </form>
    </Card>
  );
}

function entered({ member }: { member: Member }): void {
  go(to('conversations'), 'replace');
  signedIn(member);
}

function Password(p: Omit<Parameters<typeof Field>[0], 'name' | 'type'>) {
  const [shown, setShown] = useState(false);
  return (
    <div>
      <Field {...p} name="password" type={shown ? 'text' : 'password'} required dir="ltr" maxLength={200} />
      <label class="tick">
        <input type="checkbox" checked={shown} onInput={(event) => setShown(event.currentTarget.checked)} />
        {text.show}
      </label>
    </div>
  );
}

function Card({ title, more, children }: { title: string; more?: string; children: preact.ComponentChildren }) {
  const card = useRef<HTMLElement>(null);
  // Where a keyboard is at hand, one goes on typing; on a phone it comes up when it is wanted.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) card.current?.querySelector('input')?.focus();
  }, []);
  return (
    <main class="entrance">
      <section class="card" ref={card}>
        <img src={mark} alt="" width="40" height="40" />
        <h1 dir="auto">{title}</h1>
        {more && <p class="soft">{more}</p>}
        {children}
      </section>
    </main>
  );
}

export function Unreachable() {
  return (
    <main class="entrance">
      <Blank title={words.unreachable} whole>
        <p role="status">{words.unreachableMore}</p>
      </Blank>
    </main>
  );
}
