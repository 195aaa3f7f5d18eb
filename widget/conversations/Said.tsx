import { Marked } from '../../client/markdown/Marked.tsx';
import css from '../../client/markdown/marked.css?inline';
import { useSheet } from '../sheet.ts';

/** What somebody wrote, with what its signs mean. */
export default function Said({ text }: { text: string }) {
  return (
    <div class="marked" ref={useSheet(css)}>
      <Marked text={text} />
    </div>
  );
}
