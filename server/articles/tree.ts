import type { Block, Inline } from '../../protocol/articles.ts';

/** The words of a tree alone, a line for each block: what is searched and quoted. */
export function plainOf(blocks: readonly Block[]): string {
  return blocks.map(wordsOfBlock).filter(Boolean).join('\n');
}

/** What its headings say. */
export function headingsOf(blocks: readonly Block[]): string {
  return blocks.flatMap((block) => (block.is === 'heading' ? [wordsOf(block.parts)] : [])).join('\n');
}

/** Words as they stand in an address: small letters and digits of any script, with hyphens between. */
export function slugOf(words: string): string {
  const plain = words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .slice(0, 80);
  return plain.replace(/^-+|-+$/g, '');
}

export function wordsOf(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if ('parts' in part) return wordsOf(part.parts);
      if (part.is === 'break') return ' ';
      return part.is === 'image' ? part.alt : part.text;
    })
    .join('');
}

function wordsOfBlock(block: Block): string {
  switch (block.is) {
    case 'heading':
    case 'paragraph':
      return wordsOf(block.parts);
    case 'list':
      return block.items.map((item) => plainOf(item.blocks)).join('\n');
    case 'quote':
    case 'callout':
      return plainOf(block.blocks);
    case 'code':
      return block.text;
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(wordsOf).join(' ')).join('\n');
    case 'video':
      return block.title;
    case 'rule':
      return '';
  }
}
