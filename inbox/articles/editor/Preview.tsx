import { useEffect, useState } from 'preact/hooks';
import { Blocks } from '../../../client/articles/Blocks.tsx';
import '../../../client/articles/blocks.css';
import type { Block } from '../../../protocol/articles.ts';
import type { Desk } from '../../desk.ts';
import { words } from '../../words/en.ts';
import { pictureForStaff } from './pictures.ts';

const text = words.articles;
const AFTER_MS = 250;

/** The text as visitors read it, a moment after it was typed. `same`: it is what the server has, as `tree`. */
export function Preview(p: {
  desk: Desk;
  title: string;
  body: string;
  tree: Block[];
  same: boolean;
  mayWrite: boolean;
}) {
  const { desk, body, same, tree } = p;
  const [drawn, setDrawn] = useState<Block[]>(tree);
  useEffect(() => {
    if (same || !p.mayWrite) return setDrawn(tree);
    let isOver = false;
    const timer = setTimeout(() => {
      void desk.ask('articles:preview', { body }).then((answer) => {
        if (!isOver && answer.ok) setDrawn(answer.tree);
      });
    }, AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [desk, body, same, tree]);
  return (
    <section class="card article-preview" aria-label={text.preview}>
      <h2 class="soft small">{text.preview}</h2>
      <p class="article-title" dir="auto">
        {p.title || text.untitled}
      </p>
      <div class="article">
        <Blocks blocks={drawn} film={text.film} pictureAt={pictureForStaff} onArticle={() => {}} />
      </div>
    </section>
  );
}
