import { Button, Dialog } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { type KeyState, listing } from './keys.ts';

const text = words.conversations;

/** The list of keys, and the switch for them. */
export function Keys({ keys }: { keys: KeyState }) {
  const close = () => {
    listing.value = false;
  };
  return (
    <Dialog title={text.keys} onClose={close}>
      <dl class="keys">
        {text.keyList.map(([pressed, does]) => (
          <div key={pressed}>
            <dt>
              {pressed.split('  ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="tick">
        <input type="checkbox" checked={keys.on} onInput={(event) => keys.setOn(event.currentTarget.checked)} />
        {text.keysOn}
      </label>
      <p class="small soft">{text.keysOnMore}</p>
      <div class="actions">
        <Button onClick={close}>{words.close}</Button>
      </div>
    </Dialog>
  );
}
