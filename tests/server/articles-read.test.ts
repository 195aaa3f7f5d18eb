import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Inline } from '../../protocol/articles.ts';
import { picturesIn, treeOf } from '../../server/articles/reading.ts';
import { plainOf, slugOf } from '../../server/articles/tree.ts';

/** Every address that a tree leads to or loads from. */
function addresses(blocks: readonly Block[]): string[] {
  const inline = (parts: readonly Inline[]): string[] =>
    parts.flatMap((part) => {
      if (part.is === 'link') return [part.to, ...inline(part.parts)];
      if (part.is === 'image') return [part.from];
      return 'parts' in part ? inline(part.parts) : [];
    });
  return blocks.flatMap((block) => {
    if ('parts' in block) return inline(block.parts);
    if (block.is === 'list') return block.items.flatMap((item) => addresses(item.blocks));
    if (block.is === 'table') return [block.head, ...block.rows].flat().flatMap(inline);
    if (block.is === 'video') return [block.to];
    return 'blocks' in block ? addresses(block.blocks) : [];
  });
}

test('tables, callouts, code, lists of things to do and films are what they look like', () => {
  const tree = treeOf(
    [
      '| Pan | Lid |\n|:--|--:|\n| 20 | **20** |',
      '> [!WARNING]\n> Hot!',
      '```sh\nnpm start\n```',
      '- [x] Wash\n- [ ] Dry',
      '[How to season it](https://www.youtube.com/watch?v=abcdefghijk)',
      '[Lids](article:which-lid-fits)',
    ].join('\n\n'),
  );
  expect(tree).toMatchObject([
    {
      is: 'table',
      align: ['start', 'end'],
      head: [[{ text: 'Pan' }], [{ text: 'Lid' }]],
      rows: [[[{ text: '20' }], [{ is: 'strong' }]]],
    },
    { is: 'callout', kind: 'warning', blocks: [{ parts: [{ text: 'Hot!' }] }] },
    { is: 'code', language: 'sh', text: 'npm start' },
    { is: 'list', start: null, items: [{ done: true }, { done: false }] },
    { is: 'video', at: 'youtube', id: 'abcdefghijk', title: 'How to season it' },
    { is: 'paragraph', parts: [{ is: 'article', slug: 'which-lid-fits', parts: [{ text: 'Lids' }] }] },
  ]);
});

test('markup is text, and what runs or loads elsewhere is no address', () => {
  const tree = treeOf(
    '<img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](data:text/html,x) ![c](http://else.example/x.png) [d](/relative)\n\n<script>alert(1)</script>',
  );
  expect(addresses(tree)).toEqual([]);
  expect(plainOf(tree)).toContain('<script>alert(1)</script>');
  expect(plainOf(tree)).toContain('<img src=x onerror=alert(1)> a b c d');
});

test('a picture of ours has its size; one that is elsewhere is a link, of which nobody hears before it is followed', () => {
  const [one, two] = ['0199e0a6-2c3d-7e4f-8a5b-6c7d8e9f0a1b', '0199e0a6-2c3d-7e4f-8a5b-6c7d8e9f0a1c'];
  const from = `/foyer/articles/${one}-640x480`;
  const tree = treeOf(
    `![Lid](${from}) ![Pan](https://else.example/x.png) [![Pot](https://else.example/y.png)](https://shop.example/) ![Cup](/foyer/articles/${two}-1x1) ![Jug](/foyer/articles/../x) ![Mug](/foyer/articles/${one}-0x5)`,
    (picture) => picture === one,
  );
  expect(tree).toEqual([
    {
      is: 'paragraph',
      parts: [
        { is: 'image', from, alt: 'Lid', width: 640, height: 480 },
        { is: 'text', text: ' ' },
        { is: 'link', to: 'https://else.example/x.png', parts: [{ is: 'text', text: 'Pan' }] },
        { is: 'text', text: ' ' },
        { is: 'link', to: 'https://shop.example/', parts: [{ is: 'text', text: 'Pot' }] },
        ...[' ', 'Cup', ' ', 'Jug', ' ', 'Mug'].map((text) => ({ is: 'text', text })),
      ],
    },
  ]);
  expect(picturesIn(`![Lid](${from}) ![Lid](${from}) ![Cup](/foyer/articles/${two}-1x1)`)).toEqual([one, two]);
});

test('whatever is written: only addresses that may be followed come out, and it does not nest without end', () => {
  const signs = fc.constantFrom(
    ...'[]()<>!*_`|#->+1. \n\t\\&;:/"\'=ajs'.split(''),
    'javascript:',
    'https://e.example',
    '[!NOTE]',
    '](',
    '> ',
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 300 }), (pieces) => {
      const tree = treeOf(pieces.join(''));
      for (const address of addresses(tree)) expect(address).toMatch(/^(https?|mailto|tel):/);
      expect(JSON.stringify(tree).length).toBeLessThan(100_000);
    }),
    { numRuns: 300 },
  );
});

test('thirty thousand signs that nest are read, and quickly', () => {
  const begun = performance.now();
  for (const sign of ['> ', '- ', '1. ', '> - ', '[', '*a ', '`', '|a', '![a](', '<', '  ']) {
    expect(treeOf(sign.repeat(Math.floor(30_000 / sign.length))).length).toBeLessThan(30_001);
  }
  expect(performance.now() - begun).toBeLessThan(15_000);
});

test('a heading has an anchor of its own, in every script', () => {
  const anchors = treeOf('# Größe\n# Größe\n# 返品について\n# ???').map(
    (block) => block.is === 'heading' && block.anchor,
  );
  expect(anchors).toEqual(['größe', 'größe-2', '返品について', 'part']);
  expect(slugOf('  Where is my order?! ')).toBe('where-is-my-order');
});
