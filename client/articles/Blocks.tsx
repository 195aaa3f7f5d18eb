import type { ComponentChildren } from 'preact';
import type { Block, Inline } from '../../protocol/articles.ts';

/**
 * What the owner of the page that draws an article decides. `onArticle` follows a link to another article of the site. An article that is a
 * `page` of its own needs no script: others have addresses, headings can be linked to, callouts say what they are.
 */
export type Drawn = {
  blocks: readonly Block[];
  film: string;
  /** Where a picture of ours is, whose address below that of Foyer is given. */
  pictureAt: (from: string) => string;
} & ({ onArticle: (slug: string) => void; page?: undefined } | { page: Page; onArticle?: undefined });
type Page = {
  addressOf(slug: string): string;
  callouts: Readonly<Record<'note' | 'tip' | 'warning', string>>;
};

/** An article as nodes. It stands in an element of the class `article`, whose styles are in blocks.css. */
export function Blocks(drawn: Drawn) {
  const { blocks, film, page } = drawn;
  const inline = (parts: readonly Inline[]) => <Inlines parts={parts} drawn={drawn} />;
  const inside = (some: readonly Block[]) => <Blocks {...drawn} blocks={some} />;
  return <>{blocks.map((block) => draw(block, { inline, inside, film, page }))}</>;
}

type Drawing = {
  inline: (parts: readonly Inline[]) => ComponentChildren;
  inside: (blocks: readonly Block[]) => ComponentChildren;
  film: string;
  page: Page | undefined;
};

function draw(block: Block, { inline, inside, film, page }: Drawing): ComponentChildren {
  switch (block.is) {
    case 'heading': {
      const Heading = `h${block.level + (page ? 0 : 1)}` as 'h3';
      return (
        <Heading {...(page ? { id: block.anchor } : { 'data-anchor': block.anchor })} dir="auto">
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
      return (
        <div class={`callout ${block.kind}`}>
          {page && <p class="kind">{page.callouts[block.kind]}</p>}
          {inside(block.blocks)}
        </div>
      );
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
                  <th class={alignOf(block.align[at])}>{inline(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr>
                  {row.map((cell, at) => (
                    <td class={alignOf(block.align[at])}>{inline(cell)}</td>
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

type Some = { parts: readonly Inline[]; drawn: Drawn; isLinked?: boolean };

function Inlines({ parts, drawn, isLinked = false }: Some) {
  const inside = (some: readonly Inline[]) => <Inlines parts={some} {...{ drawn, isLinked }} />;
  return <>{parts.map((part) => drawInline(part, inside, drawn, isLinked))}</>;
}

function drawInline(
  part: Inline,
  inside: (parts: readonly Inline[]) => ComponentChildren,
  drawn: Drawn,
  isLinked: boolean,
): ComponentChildren {
  const { page, onArticle } = drawn;
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
          <Inlines parts={part.parts} drawn={drawn} isLinked />
        </a>
      );
    case 'article':
      return page ? (
        <a href={page.addressOf(part.slug)}>{inside(part.parts)}</a>
      ) : (
        <button type="button" class="link" onClick={() => onArticle?.(part.slug)}>
          {inside(part.parts)}
        </button>
      );
    case 'break':
      return <br />;
    case 'image':
      return <Picture picture={part} {...{ drawn, isLinked }} />;
    default:
      return part satisfies never;
  }
}

/** A picture has its place before it is there, and leads to itself in its own size. One of an earlier day that is elsewhere is not loaded. */
function Picture(p: { picture: Extract<Inline, { is: 'image' }>; drawn: Drawn; isLinked: boolean }) {
  const { alt, width, height, from } = p.picture;
  const away = (to: string, inside: ComponentChildren) => (
    <a href={to} {...AWAY}>
      {inside}
    </a>
  );
  if (width === undefined) return p.isLinked ? alt : away(from, alt || from);
  const at = p.drawn.pictureAt(from);
  const shown = (
    <img src={at} alt={alt} {...{ width, height }} loading="lazy" decoding="async" referrerpolicy="no-referrer" />
  );
  return p.isLinked || alt === '' ? shown : away(at, shown);
}

function alignOf(align: 'start' | 'center' | 'end' | null | undefined) {
  return align ? `to-${align}` : undefined;
}

/** Where it leads is not told where the reader comes from. */
const AWAY = { target: '_blank', rel: 'noopener noreferrer' } as const;
