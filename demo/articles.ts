import type { App } from '../server/app.ts';
import { newId } from '../server/foundation/ids.ts';
import { must } from './telling.ts';

type Written = { title: string; summary: string; body: string };
type Told = { shelf: string; pages?: string[]; internal?: true; draft?: true; en: Written; de?: Written; ar?: Written };

/** The shop's help: what its visitors ask most, one draft, one page for staff alone, one translation that is behind. */
const shelves = [
  {
    ...{ en: 'Orders and parcels', de: 'Bestellungen und Pakete', ar: 'الطلبات والطرود' },
    more: 'From the basket to your door, and back where it has to be.',
  },
  {
    en: 'Living with pots',
    de: 'Leben mit Töpfen',
    ar: 'العناية بالأواني',
    more: 'Washing, warming, and what tea leaves behind.',
  },
];

const articles: Told[] = [
  {
    shelf: 'Orders and parcels',
    pages: ['/basket', '/delivery*'],
    en: {
      title: 'When will my parcel arrive?',
      summary: 'From the shelf to your door, by country.',
      body: `Pots from the shelf leave us on the next working day. What is fired for you takes until the next firing, which is on Fridays.

| To | By | Days |
|:--|:--|--:|
| Germany | post | 2 |
| European Union | post | 3–5 |
| United Kingdom | courier | 4–7 |

# Where is it now?

The link in our letter follows the parcel. It shows the first stop in the evening of the day on which we packed it.

# It has not moved for days

> [!TIP]
> Parcels rest over the weekend. If yours has not moved for **three working days**, write to us: we ask the post for you.

# Can I fetch it myself?

Yes, at the pottery, from Tuesday to Saturday. Choose *I fetch it* in the basket.`,
    },
    de: {
      title: 'Wann kommt mein Paket an?',
      summary: 'Vom Regal bis zu Ihrer Tür.',
      body: 'Töpfe aus dem Regal gehen am nächsten Werktag auf die Reise. Was für Sie gebrannt wird, wartet auf den nächsten Brand: Der ist freitags.',
    },
    ar: {
      title: 'متى يصل طردي؟',
      summary: 'من الرف إلى بابك، حسب البلد.',
      body: `تغادرنا الأواني الجاهزة في يوم العمل التالي. أما ما يُحرق لك فينتظر الحرق القادم، وهو يوم الجمعة.

| إلى | بواسطة | الأيام |
|:--|:--|--:|
| ألمانيا | البريد | 2 |
| الاتحاد الأوروبي | البريد | 3–5 |

# أين هو الآن؟

الرابط في رسالتنا يتبع الطرد.

# لم يتحرك منذ أيام

> [!TIP]
> تستريح الطرود في عطلة نهاية الأسبوع. إن لم يتحرك طردك منذ **ثلاثة أيام عمل** فاكتب لنا.

# هل يمكنني استلامه بنفسي؟

نعم، من الورشة، من الثلاثاء إلى السبت.`,
    },
  },
  {
    shelf: 'Orders and parcels',
    en: {
      title: 'Sending something back',
      summary: 'Thirty days, no questions, we pay the post.',
      body: `You have **thirty days** from the day on which it arrived.

1. Write to us in the chat, with the number of your order.
2. We send you a label.
3. Pack the pot as it came: the box is made for it.
4. Bring it to the post.

The money goes back the way it came, within a week. Seconds can be sent back, too.

- [x] Pots from the shelf
- [x] Seconds
- [ ] What we made with your name on it`,
    },
  },
  {
    shelf: 'Orders and parcels',
    en: {
      title: 'It arrived broken',
      summary: 'A picture is enough. We send another.',
      body: `We are sorry! Take a picture of the pot and one of the box, and send both in the chat. We send another at once, or the money, as you like.

> [!WARNING]
> Please keep the pieces until we have written back. Mind your fingers.`,
    },
  },
  {
    shelf: 'Living with pots',
    pages: ['/*teapot*'],
    en: {
      title: 'Can it go into the dishwasher?',
      summary: 'Almost everything, at up to 60 degrees.',
      body: `All glazed pots can, at up to 60 °C. Leave a finger between them.

By hand, please:

- lids with a cork ring
- everything with gold
- the raku bowls, which are porous

See also [what to do with stains](article:tea-stains).`,
    },
  },
  {
    shelf: 'Living with pots',
    en: {
      title: 'Tea stains',
      summary: 'Baking soda, warm water, an hour.',
      body: `Two spoons of baking soda, warm water to the brim, wait for an hour, rinse.

Never use bleach: it goes into the glaze and does not come out again.`,
    },
  },
  {
    shelf: 'Living with pots',
    internal: true,
    en: {
      title: 'What we say about crazing',
      summary: '',
      body: 'Fine lines in the glaze of the celadon series are *wanted*. In all other series they are a fault: offer another.',
    },
  },
  {
    shelf: 'Orders and parcels',
    draft: true,
    en: { title: 'Gift cards', summary: '', body: 'To be written before Christmas.' },
  },
];

/** What readers said of it. */
const said: [title: string, helped: boolean, word: string][] = [
  ['When will my parcel arrive?', true, ''],
  ['When will my parcel arrive?', true, 'Clear, thank you!'],
  ['When will my parcel arrive?', false, 'And to Norway?'],
  ['Sending something back', true, ''],
  ['Can it go into the dishwasher?', false, 'What about the cork coasters?'],
];

/** Writes and publishes the shop's help by the verbs that staff use. */
export async function seedArticles(
  { articles: help, catalog, readers, synonyms }: App['slices'],
  site: string,
  by: string,
  at: number,
): Promise<ReadonlyMap<string, string>> {
  const scope = [site];
  const ids = new Map<string, string>();
  const written = new Map<string, string>();
  for (const { en, de, ar, more } of shelves) {
    const collection = newId(at);
    ids.set(en, collection);
    const texts = [
      { language: 'en', title: en, description: more },
      { language: 'de', title: de, description: '' },
      { language: 'ar', title: ar, description: '' },
    ];
    await must(help.saveCollection({ site, collection, texts }, scope));
  }
  for (const one of articles) {
    const article = newId(at);
    written.set(one.en.title, article);
    const write = (language: 'en' | 'de' | 'ar', edits: number, text: Written) =>
      help.save({ site, article, language, edits, ...text }, by, scope);
    await must(write('en', 0, one.en));
    for (const language of ['de', 'ar'] as const) {
      const translation = one[language];
      if (!translation) continue;
      await must(write(language, 0, translation));
      await must(help.publish({ article, language, at: null }, scope));
    }
    await must(
      help.place(
        {
          ...{ article, collection: ids.get(one.shelf) ?? null, pages: one.pages ?? [] },
          audience: one.internal ? 'internal' : 'public',
        },
        scope,
      ),
    );
    if (!one.draft) await must(help.publish({ article, language: 'en', at: null }, scope));
  }
  await must(synonyms.set({ site, language: 'en', synonyms: [['parcel', 'package', 'delivery', 'shipping']] }, scope));
  for (const words of ['gift wrapping', 'workshop', 'gift wrapping']) {
    await catalog.find({ site, language: 'en', words, settled: true });
  }
  for (const [title, helped, word] of said) {
    const article = written.get(title) as string;
    await must(readers.helped({ site, id: newId(at), article, language: 'en', helped, word }));
  }
  return written;
}
