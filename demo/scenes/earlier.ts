import type { Scene } from './scene.ts';

type Short = Pick<Scene, 'from' | 'began'> & { who: string; asks: string; told: string; thanks?: string };

/** Short ones of the last two weeks, all of them closed. */
export const earlier: Scene[] = [
  short({
    from: null,
    began: '6d 8h',
    who: 'tariq',
    asks: 'Can I use the bowl in the microwave?',
    told: 'Yes, and it stays cooler than the soup.',
  }),
  short({
    from: 'Maren Petersen',
    began: '7d 2h',
    who: 'jonas',
    asks: 'Do you have gift cards?',
    told: 'We do: any amount, printed on thick paper, or by mail within the hour.',
    thanks: 'By mail, please, the birthday is today…',
  }),
  short({
    from: null,
    began: '7d 9h',
    who: 'mirjam',
    asks: 'is the glaze lead free?',
    told: 'It is. All our glazes are tested every year; I can send you the certificate.',
    thanks: 'no need, thx',
  }),
  short({
    from: 'Ewan McLeod',
    began: '8d 1h',
    who: 'tariq',
    asks: 'Parcel says “exception”. What does that mean?',
    told: 'It missed the ferry. It is on the next one, so Thursday.',
    thanks: 'Aye, that happens here. Thanks!',
  }),
  short({
    from: 'Sofía Herrera',
    began: '8d 7h',
    who: 'ada',
    asks: '¿La tetera sirve para cocina de inducción?',
    told: 'No, por favor: it would crack. Only for hot water from a kettle.',
    thanks: 'Menos mal que pregunté 😅',
  }),
  short({
    from: null,
    began: '9d 3h',
    who: 'jonas',
    asks: 'The newsletter link to the jug is dead',
    told: 'Thank you, repaired. It should have been /app/jug.',
  }),
  short({
    from: 'Nadia Rahmani',
    began: '10d 5h',
    who: 'tariq',
    asks: 'هل عندكم أكواب بدون مقبض؟',
    told: 'ليس الآن، لكننا نجرّب نموذجًا جديدًا في الشهر القادم. سأخبرك هنا عندما يصبح جاهزًا.',
    thanks: 'شكرًا جزيلًا 🌿',
  }),
  short({
    from: 'Pieter Claes',
    began: '11d 2h',
    who: 'mirjam',
    asks: 'Can I pick up on a Friday?',
    told: 'Yes, ten to four, at the barn. Ring the ship’s bell, we are at the back.',
  }),
  short({
    from: 'Amelie Roth',
    began: '12d 6h',
    who: 'jonas',
    asks: 'Ich habe doppelt bestellt, können Sie eine Bestellung stornieren?',
    told: 'Erledigt: die zweite ist storniert, das Geld ist in zwei Tagen zurück.',
    thanks: 'Super, danke!',
  }),
  short({
    from: null,
    began: '13d 4h',
    who: 'ada',
    asks: 'Why is it called Saltmarsh?',
    told: 'Because of what is in front of the window, and what is in the glaze.',
    thanks: 'love it',
  }),
];

function short({ from, began, who, asks, told, thanks }: Short): Scene {
  const last = thanks ? `\n+4 visitor: ${thanks}` : '';
  return {
    from,
    began,
    page: '/contact',
    ...{ language: 'en-GB', timeZone: 'Europe/London', browser: 'chrome' },
    story: `+0 visitor: ${asks}\n+9 ${who}: ${told}\n+1 ${who} gives it to ${who}\n+5 visitor reads${last}\n+120 ${who} closes it`,
  };
}
