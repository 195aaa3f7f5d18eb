import type { Scene } from './scene.ts';

const berlin = { language: 'de-DE', timeZone: 'Europe/Berlin' } as const;
const london = { language: 'en-GB', timeZone: 'Europe/London' } as const;

/** What the last days left: answered, passed on, waiting for a parcel, closed. */
export const thisWeek: Scene[] = [
  {
    from: 'Leonie Marquardt',
    email: 'leonie.marquardt@post.example',
    began: '6d 2h',
    page: '/app/jug',
    ...berlin,
    browser: 'chrome',
    story: `
      +0 visitor: Passt der Krug in die Kühlschranktür?
      +7 jonas: Er ist 24 cm hoch und 17 cm breit mit Henkel. In die meisten Türen passt er, wenn man ihn schräg stellt.
      +2 visitor reads
      +1 visitor: Dann messe ich nach. Danke!
      +60 jonas closes it`,
  },
  {
    from: 'Oskar Nyberg',
    email: 'oskar.nyberg@brev.example',
    began: '9h',
    page: '/app/plates',
    language: 'sv-SE',
    timeZone: 'Europe/Stockholm',
    browser: 'chrome',
    story: `
      +0 visitor: Hej! Kan jag köpa sex tallrikar i stället för fyra?
      +25 mirjam: Hej Oskar! Yes: four as a set and two single ones at 29 € each. Shall I make you a basket?
      +1 mirjam notes: Singles are on the lower board, left. Jonas, can you make the link?
      +0 mirjam gives it to jonas
      +8 visitor reads
      +2 visitor: Ja tack! One in ink and one in oat, please.`,
  },
  {
    from: 'Femke de Boer',
    email: 'femke@deboer.example',
    began: '1d 1h',
    page: '/delivery',
    language: 'nl-NL',
    timeZone: 'Europe/Amsterdam',
    browser: 'firefox',
    story: `
      +0 visitor: Hoi, ik wil de vaas graag ruilen voor de rode. Hij is nog niet gebruikt.
      +31 tariq: Hoi Femke! No problem at all. The label for the way back is on its way to your inbox.
      +0 tariq gives it to tariq
      +12 visitor reads
      +240 visitor: Label geprint, pakje is onderweg.
      +20 tariq notes: Send the rust one as soon as the parcel is scanned, not before. Tracking DE-4410-77.
      +1 tariq: Thank you! The rust one is packed already.
      +44 visitor reads`,
  },
  {
    from: null,
    began: '1d 3h',
    page: '/app/planter',
    ...london,
    browser: 'android',
    story: `
      +0 visitor: whats the diameter of the planter inside, not outside
      +4 tariq: 14.2 cm at the top and 12 cm at the bottom.
      +1 tariq gives it to tariq
      +1 visitor reads
      +0 visitor: ta
      +30 tariq closes it`,
  },
  {
    from: 'Camille Laurent',
    email: 'camille.laurent@courriel.example',
    began: '1d 5h',
    page: '/teapot?utm_source=newsletter&utm_medium=email&utm_campaign=autumn',
    referrer: 'https://mail.example/',
    language: 'fr-FR',
    timeZone: 'Europe/Paris',
    browser: 'safari',
    story: `
      +0 visitor: Bonjour, la théière existe-t-elle en bleu encre ?
      +9 ada: Bonjour Camille ! Pas encore, mais la cuisson de vendredi en aura trois. Voulez-vous que je vous en réserve une ?
      +3 visitor reads
      +1 visitor: Oh oui, volontiers !
      +1 ada: C'est noté. Je vous écris ici vendredi soir.
      +0 ada gives it to ada
      +1 ada notes: One ink teapot from Friday's firing is Camille's. Do not put it on the shelf.
      +5 visitor reads`,
  },
  {
    from: 'Tomasz Zieliński',
    email: 'tomasz.zielinski@poczta.example',
    began: '1d 8h',
    page: '/cart',
    language: 'pl-PL',
    timeZone: 'Europe/Warsaw',
    browser: 'chrome',
    story: `
      +0 visitor: Dzień dobry, czy mogę zapłacić przelewem?
      +16 jonas: Dzień dobry! Yes, choose “bank transfer” on the last page. We pack as soon as it arrives.
      +0 jonas gives it to jonas
      +5 visitor reads
      +1 visitor: Dziękuję 👍
      +2 jonas closes it`,
  },
  {
    from: 'Grace Okafor',
    email: 'grace.okafor@mail.example',
    began: '1d 11h',
    page: '/app/mug',
    ...london,
    browser: 'iphone',
    story: `
      +0 visitor: Do you do engraving? I would love “Dad's. Hands off.” on the mug 😄
      +40 mirjam: We can stamp up to 24 letters into the clay before the firing. It takes three weeks then, and costs €9.
      +0 mirjam gives it to mirjam
      +3 visitor reads
      +2 visitor: 24! That fits exactly… let me count
      +1 visitor: It is 16 with the apostrophe. Yes please!
      +5 mirjam: Wonderful. I put it on Monday's list. What is the order number?
      +7 visitor reads
      +180 visitor: 2302. And the postcode is N4 2DR
      +1 visitor takes it back
      +1 visitor: 2302`,
  },
  {
    from: 'Björn Hansen',
    email: 'bjorn@hansen.example',
    began: '2d 2h',
    page: '/contact',
    language: 'nb-NO',
    timeZone: 'Europe/Oslo',
    browser: 'chrome',
    story: `
      +0 visitor: Hei, what do I pay in customs for an order of about 120 € to Norway?
      +33 jonas: Hello Björn! We collect the Norwegian VAT at the checkout, so nothing comes on top at the door.
      +0 jonas gives it to jonas
      +60 visitor reads
      +1 visitor: Great, that is how it should be.
      +15 jonas closes it`,
  },
  {
    from: 'Margarethe Ohlendorf-Schattschneider von der Wettern',
    email: 'margarethe.ohlendorf-schattschneider-von-der-wettern@landhausverwaltung-nordfriesland.example',
    began: '2d 6h',
    page: '/app/bowl?ref=https%3A%2F%2Fwww.landhausverwaltung-nordfriesland.example%2Fausstattung%2Fferienwohnungen%2Fgeschirr%2Fbestandsliste',
    ...berlin,
    browser: 'firefox',
    story: `
      +0 visitor: Sehr geehrte Damen und Herren,
      | wir statten elf Ferienwohnungen aus und suchen Schalen, die jahrelang nachzukaufen sind.
      |
      | Wichtig sind uns:
      | – spülmaschinenfest (täglich!)
      | – stapelbar
      | – Nachkaufgarantie mindestens fünf Jahre
      |
      | Unsere Bestandsliste liegt hier: https://www.landhausverwaltung-nordfriesland.example/ausstattung/ferienwohnungen/geschirr/bestandsliste/2026/fassung-7-endgueltig-freigegeben.pdf
      |
      | Donaudampfschifffahrtsgesellschaftskapitänskajütengeschirrbeschaffungsrichtlinie muss eingehalten werden, falls Sie sie kennen.
      +50 ada: Guten Tag Frau Ohlendorf-Schattschneider, das klingt nach einer schönen Aufgabe. Spülmaschine und Stapeln: ja. Fünf Jahre nachkaufen: auch ja, unsere Formen bleiben.
      +0 ada gives it to ada
      +4 ada: Für elf Wohnungen mit je sechs Schalen rechne ich Ihnen gern ein Angebot. Reicht es bis Ende der Woche?
      +90 visitor reads
      +1 visitor: Das reicht. Vielen Dank!
      +2 ada: Sehr gern. Sie hören am Freitag von mir.
      +45 visitor reads`,
  },
  {
    from: 'Luca Ferri',
    email: 'luca.ferri@posta.example',
    began: '2d 9h',
    page: '/app/cups',
    language: 'it-IT',
    timeZone: 'Europe/Rome',
    browser: 'android',
    story: `
      +0 visitor: 110 ml per un espresso? Troppo grande! 😉
      +13 mirjam: Fair point, Luca. Ada drinks a doppio; the next cups will be 70 ml. Shall I tell you when?
      +2 visitor reads
      +1 visitor: Certo. Grazie!
      +0 mirjam gives it to mirjam
      +1 mirjam notes: Tell Luca when the 70 ml cups are out. He is the fifth who asks.`,
  },
  {
    from: null,
    began: '3d 4h',
    page: '/',
    referrer: 'https://www.bing.com/',
    language: 'en-US',
    timeZone: 'America/Chicago',
    browser: 'chrome',
    story: `
      +0 visitor: Buy followers cheap!!! http://followers.example/?id=88219
      +40 tariq closes it`,
  },
  {
    from: 'Aylin Kaya',
    email: 'aylin.kaya@eposta.example',
    began: '3d 7h',
    page: '/app/vase',
    language: 'tr-TR',
    timeZone: 'Europe/Istanbul',
    browser: 'iphone',
    story: `
      +0 visitor: Merhaba, vazo kırık geldi 😢 İki parça olmuş.
      +9 tariq: Merhaba Aylin, çok üzgünüz! Please send nothing back: a new one leaves today.
      +0 tariq gives it to tariq
      +2 visitor reads
      +1 visitor: Teşekkürler, çok hızlısınız!
      +1440 tariq: It is on its way: DE-4398-12. This time with a double layer of straw.
      +200 visitor reads
      +0 visitor: Geldi, sapasağlam! ❤️
      +20 tariq closes it`,
  },
  {
    from: 'Daniel Whitfield',
    email: 'd.whitfield@inbox.example',
    began: '3d 12h',
    page: '/delivery',
    ...london,
    browser: 'safari',
    story: `
      +0 visitor: Third time I write. WHERE IS MY ORDER. 2266.
      +3 jonas gives it to jonas
      +1 jonas: I am sorry, Daniel. I see one e-mail of yours from Tuesday that nobody answered, and that is our fault.
      +2 jonas notes: The mail of Tuesday went to the old address. I have switched the forwarding on again.
      +4 jonas: Your parcel has been at the depot in Dover for four days. I called; it goes out tomorrow before noon.
      +15 visitor reads
      +2 visitor: OK. Thank you for being straight with me.
      +1380 jonas: Did it arrive?
      +90 visitor reads
      +4 visitor: It did, at 11.40. The bowls are lovely, so all is forgiven.
      +5 jonas closes it`,
  },
  {
    from: 'Grace Okafor',
    email: 'grace.okafor@mail.example',
    began: '4d 3h',
    page: '/app/',
    ...london,
    browser: 'iphone',
    story: `
      +0 visitor: Is the oat glaze more white or more beige? Screens differ so much
      +11 mirjam: More like the inside of a hazelnut shell than like milk.
      +2 visitor reads
      +1 visitor: That is the best answer I ever got from a shop
      +30 mirjam closes it`,
  },
  {
    from: null,
    began: '4d 10h',
    page: '/contact',
    language: 'es-ES',
    timeZone: 'Europe/Madrid',
    browser: 'android',
    story: `
      +0 visitor: Hola, ¿dan cursos de torno?
      +300 ada: ¡Hola! Once a month, on a Saturday, for six people. The next free place is in three weeks.
      +400 visitor reads
      +3 visitor: ¡Qué bien! ¿En inglés o en español?
      +45 ada: En inglés, y con las manos 🙂
      +0 ada gives it to ada
      +50 visitor reads`,
  },
  {
    from: 'Ruth Adler',
    email: 'ruth.adler@doar.example',
    began: '5d 1h',
    page: '/app/planter',
    language: 'he-IL',
    timeZone: 'Asia/Jerusalem',
    browser: 'chrome',
    story: `
      +0 visitor: היי, הזמנתי עציץ בגוון Moss וקיבלתי Sea glass. מספר הזמנה 2251.
      +20 mirjam: היי רות, סליחה על הטעות! איך תעדיפי: להשאיר אותו בהנחה של 20% או להחליף?
      +0 mirjam gives it to mirjam
      +6 visitor reads
      +1 visitor: האמת שהוא יפה. אשאיר אותו.
      +1 visitor edits: האמת שהוא יפה מאוד. אשאיר אותו 😊
      +3 mirjam: נהדר! ההחזר כבר בדרך אלייך.
      +10 visitor reads
      +4 mirjam closes it`,
  },
];
