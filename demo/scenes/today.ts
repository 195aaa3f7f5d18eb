import type { Scene } from './scene.ts';

/** What is on the bench today: most of it waits for somebody. */
export const today: Scene[] = [
  {
    from: null,
    began: '4m',
    page: '/teapot',
    referrer: 'https://www.google.com/',
    language: 'en-GB',
    timeZone: 'Europe/London',
    browser: 'iphone',
    tried: { searched: 'lid falls off', read: 'Can it go into the dishwasher?', helped: false },
    story: `
      +0 visitor: Hi! Does the lid of the teapot really stay on when you pour the last cup?
      +1 visitor: My old one ended in the sink 🫖`,
  },
  {
    from: 'Leonie Marquardt',
    email: 'leonie.marquardt@post.example',
    began: '11m',
    page: '/cart',
    language: 'de-DE',
    timeZone: 'Europe/Berlin',
    browser: 'chrome',
    story: `
      +0 visitor: Guten Morgen, im Warenkorb stehen 5,90 € Versand, obwohl ich über 60 € liege. Mache ich etwas falsch?`,
  },
  {
    from: 'Salma Idrissi',
    email: 'salma.idrissi@mail.example',
    began: '26m',
    page: '/app/cups',
    language: 'ar-MA',
    timeZone: 'Africa/Casablanca',
    browser: 'android',
    story: `
      +0 visitor: السلام عليكم، هل يمكن شحن الفنجانين إلى الدار البيضاء؟ وكم تستغرق المدة؟
      +2 tariq gives it to tariq
      +3 tariq: وعليكم السلام! نعم، نشحن إلى المغرب. تستغرق المدة من 8 إلى 12 يوم عمل وتكلفة الشحن 14,50 €.
      +4 visitor: ممتاز. أريد طقمين، واحد لأمي. هل تغلّفونه كهدية؟`,
  },
  {
    from: 'Noa Ben-Ami',
    email: 'noa@benami.example',
    began: '48m',
    page: '/app/vase',
    referrer: 'https://www.instagram.com/',
    language: 'he-IL',
    timeZone: 'Asia/Jerusalem',
    browser: 'safari',
    story: `
      +0 visitor: שלום, האגרטל (Marsh vase) אטום למים? אני רוצה לשים בו פרחים טריים.
      +5 mirjam gives it to mirjam
      +1 mirjam: שלום נועה! כן, הוא מזוגג גם מבפנים ולכן אטום לגמרי. רק לא להשאיר אותו בחוץ בכפור 🙂
      +2 visitor reads
      +1 visitor: מושלם, תודה! אפשר לבקש אחד עם הרבה נמשים?`,
  },
  {
    from: null,
    account: {
      ...{ sub: 'customer-1187', name: 'Ben Carter', email: 'ben.carter@inbox.example' },
      attributes: { plan: 'Sea salt club', orders: 6, 'since year': 2021 },
    },
    told: { newsletter: true, plan: 'none' },
    did: [
      ['Opened an order', { order: 2291 }],
      ['Looked at deliveries', {}],
    ],
    began: '1h 20m',
    page: '/delivery',
    language: 'en-US',
    timeZone: 'America/New_York',
    browser: 'chrome',
    story: `
      +0 visitor: Order 2291 shows as delivered but there is nothing here. The neighbours have not seen it either.
      +0 visitor: It was meant for my sister's birthday tomorrow…
      +2 visitor signs in
      +4 jonas gives it to jonas
      +1 jonas: Oh no. Let me ask the carrier right away, Ben.
      +8 jonas notes: Carrier says: left with “garage”. Photo shows a red door. Asked them for the address.
      +2 jonas: They left it in a garage with a red door. Does that ring a bell?
      +3 visitor reads
      +9 visitor: That is the house across the road!! I'll go over now`,
  },
  {
    from: 'Ines Duarte',
    email: 'ines.duarte@correio.example',
    began: '2h 5m',
    page: '/app/plates',
    language: 'pt-PT',
    timeZone: 'Europe/Lisbon',
    browser: 'firefox',
    story: `
      +0 visitor: Olá! Os pratos podem ir ao forno? Faço muita lasanha.
      +14 mirjam: Olá Inês! Até 180 °C não há problema, desde que aqueçam juntamente com o forno.
      +0 mirjam gives it to mirjam
      +3 visitor reads
      +1 visitor: Perfeito, obrigada! Vou encomendar já.
      +1 mirjam: Com muito gosto. Bom apetite!`,
  },
  {
    from: null,
    began: '2h 40m',
    page: '/',
    referrer: 'https://duckduckgo.com/',
    language: 'en',
    timeZone: 'Europe/Dublin',
    browser: 'firefox',
    story: `
      +0 visitor: are you open today`,
  },
  {
    from: 'Hanna Virtanen',
    email: 'hanna.virtanen@posti.example',
    began: '3h 30m',
    page: '/app/bowl',
    language: 'fi-FI',
    timeZone: 'Europe/Helsinki',
    browser: 'safari',
    story: `
      +0 visitor: Hello from Turku! One of my four supper bowls has a hairline crack inside. I only see it when it is wet. Is it still safe?
      +12 ada: Hello Hanna, thank you for telling us. Please do not use it for hot food. Could you tell me the number on its foot?
      +0 ada gives it to ada
      +4 visitor reads
      +2 visitor: It says 11-308.
      +6 ada notes: Batch 308: the kiln lost pressure for an hour. This is the third bowl. Look at the remaining ones before they go out!
      +1 ada: Then I know what happened: that firing cooled too fast. A new one leaves today, and you keep the old one as a fruit bowl.
      +30 visitor reads`,
  },
  {
    from: 'Yuki Tanaka',
    email: 'yuki@tanaka.example',
    began: '4h 10m',
    page: '/app/mug',
    language: 'ja-JP',
    timeZone: 'Asia/Tokyo',
    browser: 'iphone',
    story: `
      +0 visitor: こんにちは。マグカップを日本に送ってもらえますか？二つ欲しいです。
      +22 ada: こんにちは！ご連絡ありがとうございます。はい、日本へも発送しています。送料は 19 €、十日ほどで届きます。
      +0 ada gives it to ada
      +6 visitor reads
      +1 visitor: ありがとうございます！注文しました。
      +3 ada: ありがとうございます。大切に包みますね。
      +1 ada closes it`,
  },
  {
    from: 'Priya Raman',
    email: 'priya.raman@mail.example',
    began: '5h',
    page: '/strict',
    language: 'en-IN',
    timeZone: 'Asia/Kolkata',
    browser: 'android',
    story: `
      +0 visitor: The checkout says my postcode is not valid: 600 028. It worked after I took the blank out, just so you know.
      +18 jonas: Thank you Priya, that is a real bug and a good report. Fixed it: blanks are fine now.
      +0 jonas gives it to jonas
      +5 visitor reads
      +0 visitor: Wow, quick! 👏
      +1 jonas closes it`,
  },
];
