import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Piece } from '../../client/markdown/inline.ts';
import { parse, plain } from '../../client/markdown/parse.ts';

/** As HTML, to be read here alone: nothing of ours is ever made from such a string. */
const seen = (text: string) => parse(text).map(told).join('');
function told(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  const href = piece.href === undefined ? '' : `=${piece.href}`;
  const start = piece.start === undefined ? '' : `=${piece.start}`;
  return `<${piece.as}${href}${start}>${piece.of.map(told).join('')}</${piece.as}>`;
}
const line = (text: string) => seen(text).replace(/^<p>|<\/p>$/g, '');

test('Vera writes bold, italic and code, and stars and underscores that mean nothing', () => {
  expect(line('**bold** and *soft* and _soft too_')).toBe(
    '<strong>bold</strong> and <em>soft</em> and <em>soft too</em>',
  );
  expect(line('***both*** and **a *b* c**')).toBe('<strong><em>both</em></strong> and <strong>a <em>b</em> c</strong>');
  expect(line('これは**大事**です')).toBe('これは<strong>大事</strong>です');
  expect(line('run `npm *start*` or ``a ` b``, `')).toBe('run <code>npm *start*</code> or ``a ` b``, `');
  for (const meant of [
    '5 * 3 * 2',
    '2*3*4',
    '2**3 and 4**5',
    'snake_case_name',
    '__init__.py',
    '****',
    'what the f***',
    '** **',
    '**a',
  ])
    expect(line(meant)).toBe(meant);
  expect(line('\\*not soft\\* and \\`not code\\`')).toBe('*not soft* and `not code`');
  expect(line('*one **two* three**')).toBe('<em>one **two</em> three**');
  expect(line('a *b\n\nc* d')).toBe('a *b\n\nc* d');
});

test('links lead where they say, over http, https and mailto alone', () => {
  expect(line('see https://a.example/x_y_(z), ok')).toBe(
    'see <a=https://a.example/x_y_(z)>https://a.example/x_y_(z)</a>, ok',
  );
  expect(line('(https://a.example/b)')).toBe('(<a=https://a.example/b>https://a.example/b</a>)');
  expect(line('**https://a.example/**')).toBe('<strong><a=https://a.example/>https://a.example/</a></strong>');
  expect(line('[the shop](https://a.example/b(c)d)')).toBe('<a=https://a.example/b(c)d>the shop</a>');
  expect(line('[write](mailto:olga@a.example)')).toBe('<a=mailto:olga@a.example>write</a>');
  expect(line('[https://good.example](https://evil.example)')).toBe(
    'https://good.example (<a=https://evil.example>https://evil.example</a>)',
  );
  const [turned, unseen] = ['\u202e', '\u200b'];
  for (const said of ['bank.example', 'Bank.Example/login', `htt${unseen}ps:/${unseen}/bank.example`, 'b\u0301ank.com'])
    expect(line(`[${said}](https://evil.example/x)`)).toBe(
      `${said} (<a=https://evil.example/x>https://evil.example/x</a>)`,
    );
  expect(line('[olga@bank.example](mailto:eve@evil.example)')).toContain('>mailto:eve@evil.example</a>');
  expect(line('[a.example](https://a.example/b)')).toBe('<a=https://a.example/b>a.example</a>');
  expect(line('[olga@a.example](mailto:olga@a.example)')).toBe('<a=mailto:olga@a.example>olga@a.example</a>');
  expect(line('[version 2.0, e.g. this](https://a.example)')).toBe('<a=https://a.example>version 2.0, e.g. this</a>');
  expect(line('[पीडीएफ़ में देखें](https://a.example)')).toBe('<a=https://a.example>पीडीएफ़ में देखें</a>');
  // Letters that are turned round would read as another place, and so does a name before the place.
  expect(line(`${turned}https://evil.example/moc.knab//:sptth`)).toBe(
    '<a=https://evil.example/moc.knab//:sptth>https://evil.example/moc.knab//:sptth</a>',
  );
  expect(line(`[moc.knab${turned}](https://evil.example)`)).toContain('>https://evil.example</a>)');
  expect(line('https://bank.example@evil.example/login')).toBe('https://bank.example@evil.example/login');
  for (const harmless of [
    '[x](javascript:alert(1))',
    '[x](data:text/html,1)',
    '[x](//evil.example)',
    '[x](vbscript:1)',
  ])
    expect(seen(harmless)).not.toContain('<a');
  expect(line('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
});

test('lists, quotes and code in lines of their own', () => {
  expect(seen('We have:\n- green\n- *blue*\n\n- grey\nthat is all')).toBe(
    '<p>We have:</p><ul><li><p>green</p></li><li><p><em>blue</em></p></li><li><p>grey</p></li></ul><p>that is all</p>',
  );
  expect(seen('3. glaze\n4. fire\n   - twice\n   - hot')).toBe(
    '<ol=3><li><p>glaze</p></li><li><p>fire</p><ul><li><p>twice</p></li><li><p>hot</p></li></ul></li></ol>',
  );
  expect(seen('> a\n> > b\n\nno')).toBe('<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>no</p>');
  expect(seen('```js\nlet *a* = 1;\n\n  b\n```\nthere')).toBe(
    '<pre><code>let *a* = 1;\n\n  b</code></pre><p>there</p>',
  );
  expect(seen('```\nunfinished')).toBe('<pre><code>unfinished</code></pre>');
  for (const meant of ['-5 degrees', '1.5 litres', '# 17', '2024. It was hot', '-', 'a\n\n\nb', '--- x'])
    expect(line(meant)).toBe(meant);
  expect(seen('')).toBe('');
});

test('in a list and in a quotation the words alone are read', () => {
  expect(plain('**Yes**, [here](https://a.example):\n\n- `one`\n- two')).toBe('Yes, here: one two');
});

const hostile = fc
  .array(
    fc.constantFrom(
      ...'*_`[]()<>\\-\n \t.1ax>"ש字\ud83e',
      ...['**', '***', '```', '\n\n', '\n> ', '\n- ', '\n1. ', 'https://', 'mailto:', '](http://a', '🫖'],
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(''));

test('whatever is written, no word is lost, nothing but our elements comes out, and nothing nests deep', () => {
  const TAGS = new Set(['strong', 'em', 'code', 'a', 'p', 'pre', 'blockquote', 'ul', 'ol', 'li']);
  const check = (piece: Piece, depth: number): void => {
    expect(depth).toBeLessThan(20);
    if (typeof piece === 'string') return;
    expect(TAGS).toContain(piece.as);
    if (piece.as === 'a') expect(piece.href).toMatch(/^(https?:\/\/|mailto:)/i);
    else expect(piece).not.toHaveProperty('href');
    for (const inner of piece.of) check(inner, depth + 1);
  };
  const letters = (text: string) => text.replace(/[^a\ud83eש字]/g, '').length;
  fc.assert(
    fc.property(hostile, (text) => {
      for (const piece of parse(text)) check(piece, 0);
      // A target or the word behind ``` is no word of the text.
      if (!text.includes('](') && !text.includes('```')) expect(letters(plain(text))).toBe(letters(text));
    }),
    { numRuns: 3_000 },
  );
});

test('a text of the greatest length takes no longer than its length, however it was made', () => {
  const parts = fc.array(
    fc.constantFrom(
      ...'*_`[]()<>\\-\n .1a',
      ...['**', '***', '```', '\n\n', '\n> ', '> ', '\n- ', '- ', '\n1. ', '   ', ' `', '`a', '[a'],
      ...['https://', '[a](http://b', '[a](http://b(c'],
    ),
    { minLength: 1, maxLength: 6 },
  );
  const time = (text: string) => {
    const began = performance.now();
    parse(text);
    return performance.now() - began;
  };
  fc.assert(
    fc.property(parts, parts, (head, again) => {
      const text = (head.join('') + again.join('').repeat(100_000)).slice(0, 100_000);
      // Ten times what can be sent. The best of three: the machine may be busy with something else.
      expect(Math.min(time(text), time(text), time(text))).toBeLessThan(400);
    }),
    { numRuns: 150 },
  );
}, 120_000);
