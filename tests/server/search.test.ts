import { describe, expect, test } from 'vitest';
import { type Entry, openShelf } from '../../server/search/shelf.ts';

const entry = (id: string, title: string, text: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id, version: 1, title, text, headings: '', summary: '' },
  ...more,
});

async function shelfOf(language: string, entries: Entry[]) {
  const shelf = await openShelf(language);
  shelf.put(entries);
  return (words: string) => shelf.find(words).map(({ id }) => id);
}

describe('an English help centre', async () => {
  const entries = [
    entry('returns', 'Returning a pan', 'You can send anything back within thirty days. Refunds take a week.'),
    entry(
      'shipping',
      'Shipping times and costs',
      'Parcels leave our warehouse on weekdays. Delivery abroad takes longer.',
    ),
    entry('payment', 'Ways to pay', 'Cards, invoices and vouchers. A refund goes the way that the money came.'),
    entry('care', 'Caring for cast iron', 'Never put cast iron into the dishwasher. Season it with oil.'),
  ];
  const find = await shelfOf('en', entries);

  test.each([
    ['returning', 'returns'],
    ['return', 'returns'],
    ['how do I send it back', 'returns'],
    ['money back', 'payment'],
    ['shiping', 'shipping'],
    ['delivry', 'shipping'],
    ['dishwahser', 'care'],
    ['dishw', 'care'],
    ['SHIPPING COST', 'shipping'],
    ['pay by invoice', 'payment'],
  ])('%s finds %s first', (words, id) => {
    expect(find(words)[0]).toBe(id);
  });

  test('what stands in the title comes before what stands in the text', async () => {
    const both = await shelfOf('en', [
      entry('text', 'Pans', 'Something about lids.'),
      entry('title', 'Lids', 'Something.'),
    ]);
    expect(both('lids')).toEqual(['title', 'text']);
  });

  test('what nobody wrote about finds nothing', () => {
    expect(find('xylophone')).toEqual([]);
    expect(find('???')).toEqual([]);
  });

  test('a snippet shows where, and its pieces are the text', async () => {
    const shelf = await openShelf('en');
    shelf.put(entries);
    const [first] = shelf.find('refund vouchers');
    const found = shelf.find('season oil')[0];
    expect(first?.snippet.filter(({ hit }) => hit).map(({ text }) => text.toLowerCase())).toEqual([
      'vouchers',
      'refund',
    ]);
    expect(found?.snippet.map(({ text }) => text).join('')).toBe(entries[3]?.text);
    expect(found?.snippet.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['Season', 'oil']);
  });

  test('what is no longer there is not found, what changed is found as it is now', async () => {
    const shelf = await openShelf('en');
    shelf.put(entries);
    expect(
      shelf.lacks([
        { id: 'care', version: 1 },
        { id: 'returns', version: 2 },
      ]),
    ).toEqual(['returns']);
    expect(shelf.find('parcels')).toEqual([]);
    shelf.put([entry('returns', 'Giving back', 'By post.', { version: 2 })]);
    expect(shelf.find('post').map(({ id }) => id)).toEqual(['returns']);
    expect(shelf.find('thirty')).toEqual([]);
  });
});

test.each([
  [
    'de',
    'Rückgabe und Erstattung',
    'Pfannen können zurückgegeben werden.',
    ['rückgaben', 'ruckgabe', 'Erstatung', 'pfanne', 'zurückgeben'],
  ],
  ['fr', 'Délais de livraison', 'Les colis partent chaque jour.', ['delai', 'livraisons', 'colis', 'livrasion']],
  ['es', 'Devoluciones', 'Puede devolver cualquier sartén.', ['devolucion', 'sarten', 'sartenes']],
  ['tr', 'İade koşulları', 'Tencereler otuz gün içinde iade edilir.', ['iade', 'IADE', 'İADE', 'tencere', 'kosul']],
  ['uk', 'Повернення товару', 'Сковорідку можна повернути.', ['повернення', 'сковорідка']],
  ['ar', 'سياسة الإرجاع', 'يمكنك إرجاع المقلاة خلال ثلاثين يوما.', ['ارجاع', 'الارجاع', 'المقلاة']],
  ['he', 'החזרת מוצרים', 'אפשר להחזיר כל מחבת.', ['החזרת', 'מחבת']],
  ['hi', 'वापसी की नीति', 'आप तीस दिनों में पैन वापस कर सकते हैं।', ['वापसी', 'पैन']],
  ['ja', '返品について', 'フライパンは三十日以内に返品できます。', ['返品', 'フライパン', '返品したい']],
  ['ko', '반품 정책', '프라이팬은 삼십일 안에 반품할 수 있습니다.', ['반품', '프라이팬', '반품하고']],
  ['zh', '退货政策', '三十天内可以退回煎锅。', ['退货', '煎锅', '怎么退货']],
  ['pl', 'Zwroty i reklamacje', 'Patelnię można zwrócić w ciągu trzydziestu dni.', ['zwrot', 'reklamacja', 'patelnia']],
])('in %s words are found by their forms, without accents and with a mistake', async (language, title, text, asked) => {
  const other = entry('other', 'XYZ', 'QRS');
  const find = await shelfOf(language, [other, entry('wanted', title, text)]);
  expect(asked.filter((words) => find(words)[0] !== 'wanted')).toEqual([]);
});

describe('words that are joined of others', async () => {
  const entries = [
    entry('label', 'Woher bekomme ich das Rücksendeetikett?', 'Es liegt im Paket.'),
    entry('returns', 'Rücksendung', 'Dreißig Tage lang.'),
    entry('address', 'Adresse des Lagers', 'Am Hafen 3.'),
    entry('payment', 'Welche Zahlungsarten gibt es?', 'Karte und Rechnung.'),
    entry('weekend', 'Am Wochenende', 'Da ruhen wir.'),
  ];
  const find = await shelfOf('de', entries);

  test.each([
    ['Rücksendeadresse', ['returns', 'address']],
    ['Paketetiketten', ['label']],
    ['Etikett', ['label']],
    ['Zahlungspause', []],
    ['Lieferadressen', ['address']],
    ['Xylophonkasten', []],
  ])('%s finds what stands there of it', (words, ids) => {
    expect(find(words)).toEqual(expect.arrayContaining(ids));
    if (ids.length === 0) expect(find(words)).toEqual([]);
  });

  test('the word itself comes before its parts, and parts are not suggested to who did not ask', async () => {
    const shelf = await openShelf('de');
    shelf.put([...entries, entry('exactly', 'Nebenbei', 'Die Rücksendeadresse steht auf dem Paket.')]);
    const hits = shelf.find('Rücksendeadresse');
    expect(hits.map(({ id }) => id)[0]).toBe('exactly');
    expect(hits.filter(({ id }) => id !== 'exactly' && id !== 'label').some(({ isSure }) => isSure)).toBe(false);
  });

  test('in a language that joins nothing, nothing is taken apart', async () => {
    expect((await shelfOf('en', entries))('Rücksendeadresse')).not.toContain('address');
  });
});

test('what means the same is found by any of its forms, and when it is said in several words', async () => {
  const shelf = await openShelf('en');
  shelf.put([entry('voucher', 'Vouchers', 'They last a year.'), entry('other', 'Lids', 'They fit.')]);
  const finds = (words: string, groups?: string[][]) => shelf.find(words, groups).map(({ id }) => id);
  expect(finds('gift cards')).toEqual([]);
  // Tried before it is kept.
  expect(finds('gift cards', [['gift card', 'voucher']])).toEqual(['voucher']);
  expect(finds('gift cards')).toEqual([]);
  shelf.setSynonyms([['gift card', 'voucher']]);
  expect(finds('do you have gift cards')).toEqual(['voucher']);
  expect(finds('cards')).toEqual([]);
});
