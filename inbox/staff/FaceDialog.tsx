import { useState } from 'preact/hooks';
import { preview } from '../../client/files/shrink.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { toast } from '../kit/toasts.tsx';
import { Avatar, Button, Dialog, ProblemNotice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import './face.css';

const text = words.face;
/** More than the server keeps, and far less than a request takes. */
const SENT_PX = 320;

/** The picture that visitors see while I am there: another one, or none. */
export function FaceDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const me = desk.me.value;
  /** What is to be shown from now on, as an address; null: nothing. */
  const [chosen, setChosen] = useState<string | null>();
  const [unreadable, setUnreadable] = useState(false);
  const { busy, problem, submit, forget } = useSubmit(
    () => desk.ask('staff:set-picture', { image: chosen?.split(',')[1] ?? null }),
    () => {
      void desk.refresh();
      toast(chosen ? text.saved : text.removed);
      onClose();
    },
  );
  const take = async (file: File | undefined) => {
    if (!file) return;
    forget();
    const square = await squareOf(file);
    setUnreadable(square === null);
    if (square) setChosen(square);
  };
  const shown = chosen === undefined ? me.picture : chosen;
  return (
    <Dialog title={text.title} onClose={onClose} stays>
      <p class="soft">{text.more}</p>
      <form class="stack" onSubmit={submit}>
        <div class="face-now">
          {chosen ? <img class="avatar" src={chosen} alt={text.chosen} /> : <Avatar {...me} picture={shown} />}
          <span class="face-ways">
            <label class="button plain">
              {shown ? text.another : text.choose}
              <input
                class="file-input"
                type="file"
                accept="image/*"
                onChange={({ currentTarget: field }) => {
                  void take(field.files?.[0]);
                  field.value = '';
                }}
              />
            </label>
            {shown && <Button onClick={() => setChosen(null)}>{text.remove}</Button>}
          </span>
        </div>
        {unreadable && (
          <p class="wrong" role="alert">
            {text.unreadable}
          </p>
        )}
        <ProblemNotice problem={problem} />
        <div class="actions">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy || chosen === undefined || chosen === me.picture}>
            {text.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The middle of a picture as a small square, in a `data:` address; null where the browser cannot read it. */
async function squareOf(file: File): Promise<string | null> {
  const canvas = document.createElement('canvas');
  if (!(await preview(file, canvas, SENT_PX))) return null;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  // What lets something through would become black.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SENT_PX, SENT_PX);
  return canvas.toDataURL('image/jpeg', 0.86);
}
