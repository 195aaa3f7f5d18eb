import type { ComponentChildren } from 'preact';
import type { Block, Inline } from '../../protocol/articles.ts';

/** What the owner of the page that draws an article decides. `onArticle` follows a link to another article of the site. */
export type Drawn = { blocks: readonly Block[]; film: string; onArticle: (slug: string) => void };

/** An article as nodes. It stands in an element of the class `article`, whose styles are in blocks.css. */
export function Blocks({ blocks, film, onArticle }: Drawn) {
  const inline = (parts: readonly Inline[]) => <Inlines parts={parts} onArticle={onArticle} />;
  const inside = (some: readonly Block[]) => <Blocks blocks={some} film={film} onArticle={onArticle} />;
  return <>{blocks.map((block) => draw(block, { inline, inside, film }))}</>;
}

type Drawing = {
  inline: (parts: readonly Inline[]) => ComponentChildren;
  inside: (blocks: readonly Block[]) => ComponentChildren;
  film: string;
};

function draw(block: Block, { inline, inside, film }: Drawing): ComponentChildren {
  switch (block.is) {
    case 'heading': {
      const Heading = `h${block.level + 1}` as 'h3';
      return (
        <Heading data-anchor={block.anchor} dir="auto">
          {inline(block.parts)}
        </Heading>
      );
    }
    case 'paragraph':
      return <p dir="auto">{inline(block.parts)}</p>;
    case 'list': {
      const List = block.start === null ? 'ul' : 'ol';
      return (
        <List start={block.start === null || block.start === 1 ? undefined : block.start} dir="auto">
          {block.items.map(({ done, blocks }) => (
            <li class={done === null ? undefined : 'task'}>
              {done !== null && <span role="img" aria-label={done ? '✓' : '○'} class={done ? 'is-done' : ''} />}
              <div>{inside(blocks)}</div>
            </li>
          ))}
        </List>
      );
    }
    case 'quote':
      return <blockquote dir="auto">{inside(block.blocks)}</blockquote>;
    case 'callout':
      return <div class={`callout ${block.kind}`}>{inside(block.blocks)}</div>;
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reached by keyboard
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reached by keyboard
        <div class="wide" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell, at) => (
                  <th style={alignOf(block.align[at])}>{inline(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr>
                  {row.map((cell, at) => (
                    <td style={alignOf(block.align[at])}>{inline(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'rule':
      return <hr />;
    case 'video':
      return (
        <p>
          <a class="film" href={block.to} {...AWAY}>
            {block.title || film}
          </a>
        </p>
      );
    default:
      return block satisfies never;
  }
}

function Inlines({ parts, onArticle }: { parts: readonly Inline[]; onArticle: Drawn['onArticle'] }) {
  const inside = (some: readonly Inline[]) => <Inlines parts={some} onArticle={onArticle} />;
  return <>{parts.map((part) => drawInline(part, inside, onArticle))}</>;
}

function drawInline(
  part: Inline,
  inside: (parts: readonly Inline[]) => ComponentChildren,
  onArticle: Drawn['onArticle'],
): ComponentChildren {
  switch (part.is) {
    case 'text':
      return part.text;
    case 'strong':
      return <strong>{inside(part.parts)}</strong>;
    case 'emphasis':
      return <em>{inside(part.parts)}</em>;
    case 'struck':
      return <s>{inside(part.parts)}</s>;
    case 'code':
      return <code>{part.text}</code>;
    case 'link':
      return (
        <a href={part.to} {...AWAY}>
          {inside(part.parts)}
        </a>
      );
    case 'article':
      return (
        <button type="button" class="link" onClick={() => onArticle(part.slug)}>
          {inside(part.parts)}
        </button>
      );
    case 'break':
      return <br />;
    case 'image':
      return <img src={part.from} alt={part.alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" />;
    default:
      return part satisfies never;
  }
}

function alignOf(align: 'start' | 'center' | 'end' | null | undefined) {
  return align ? { textAlign: align } : undefined;
}

/** Where it leads is not told where the reader comes from. */
const AWAY = { target: '_blank', rel: 'noopener noreferrer' } as const;
