import type { Scene } from './scene.ts';

/** A long one: a wedding table, over several days and three colleagues. */
const wedding: Scene = {
  from: 'Charlotte Ashworth',
  email: 'charlotte@ashworth-events.example',
  began: '5d 6h',
  page: '/app/plates?utm_source=weddingblog&utm_medium=referral&utm_campaign=spring',
  referrer: 'https://weddingblog.example/tables-by-the-sea',
  language: 'en-GB',
  timeZone: 'Europe/London',
  browser: 'safari',
  story: `
    +0 visitor: Hello! I plan a wedding for 64 people in May and your plates would be perfect. Can you make 64 of them?
    +6 mirjam: What a lovely thing to do in May! 64 is a lot for us, but not too many. Ada knows the kiln's calendar, I will ask her.
    +1 mirjam notes: 64 large plates = 8 firings if we do nothing else. Ada?
    +0 mirjam gives it to ada
    +25 ada notes: 6 firings if we put the small cups in between. Possible from mid February.
    +2 ada: Hello Charlotte, Ada here. Yes, we can, if you decide by the end of January.
    +4 visitor reads
    +1 visitor: Oh, brilliant. What would it cost?
    +5 ada: €26 each instead of 28, as it is one glaze and one size. That makes €1,664, delivery included.
    +3 visitor: That is within what we have. Which glazes go together outdoors, in the evening light?
    +7 ada: Sea glass and oat. Ink is beautiful but it swallows candle light.
    +1 visitor: Then half and half? 32 and 32?
    +1 ada: Half and half is what I would do at my own table.
    +9 visitor: And could we have a few more, in case some break?
    +3 ada: I always throw six more. If they come out well, they are yours for the same price; if not, they are mine.
    +2 visitor: Deal 😄
    +60 visitor: The bride asks whether the names can be on them.
    +11 ada: Stamped into the rim, up to ten letters, €3 each. Written in glaze by hand: €7, and it is never quite even.
    +4 visitor: Never quite even sounds right for this couple. All 64?
    +2 ada: All 64. Send me the list when you have it; spelling counts, the kiln does not forgive.
    +1 visitor: Ha. I'll have three people read it.
    +720 visitor: Good morning! A question about the cake: is there a stand?
    +14 mirjam: Good morning, Mirjam again. There is none on the shelf, but Ada made one for my sister: 30 cm, on a foot.
    +3 visitor: Would she make one for us?
    +8 ada: I would. €95, oat, and I sign it on the bottom.
    +1 visitor: Yes!
    +2 visitor: I should ask what it costs before I say yes, I know
    +1 ada: You did ask. A little late, but you did.
    +5 visitor reads
    +300 visitor: About delivery: the venue is on an island (Mersea). The road floods at high tide, twice a day.
    +9 jonas: Hello Charlotte, Jonas from packing. We know tides! Tell us the day and we book the carrier for low water.
    +4 jonas notes: 11 boxes, about 140 kg. Ask the carrier whether they take a pallet over the Strood.
    +3 visitor: Thursday 14 May. Low water is at 13:12.
    +16 jonas: Booked tentatively, 12:30 to 14:00. The driver has to have a telephone number of somebody who is there.
    +2 visitor: Mine: I'll be there from ten.
    +1 jonas: Perfect.
    +900 visitor: The list of names is ready, where do I send it?
    +5 jonas: Just here is fine.
    +2 visitor: Table 1: Agnes, Bertie, Chidi, Dilys, Edmund, Farida, Gwen, Hector
    +0 visitor: Table 2: Imogen, Jamal, Kirsty, Lorcan, Maeve, Nikhil, Olwen, Percy
    +0 visitor: Table 3: Quentin, Rosalind, Siobhán, Tobias, Una, Viktor, Winifred, Xanthe
    +1 visitor: Table 4: Yusuf, Zadie, Anselm, Beatrix, Cormac, Delphine, Eoin, Fleur
    +0 visitor: Table 5: Gideon, Hermione, Iolo, Juno, Kwame, Lettice, Magnus, Nerys
    +0 visitor: Table 6: Orla, Piers, Quilla, Rhys, Saoirse, Tamsin, Ursula, Vaughan
    +1 visitor: Table 7: Wilf, Xavier, Yasmin, Zola, Arthur, Bronwen, Caspian, Dervla
    +0 visitor: Table 8: Elspeth, Finn, Greta, Hamish, Isolde, Jasper, Kezia, Leander
    +1 visitor edits: Table 8: Elspeth, Finn, Greta, Hamish, Isolde, Jasper, Keziah, Leander
    +6 ada: 64, and every one with an accent where it belongs. Thank you. One question: is it Quilla or Quila?
    +3 visitor: Quilla! It is a family name.
    +1 ada: Then Quilla it is.
    +0 ada notes: List checked against the plan. Siobhán has an accent, Saoirse has none. Print it for the bench.
    +40 visitor reads
    +200 visitor: The couple would like to see one before you make all of them. Is that possible?
    +12 ada: Of course. I make two in the next firing, one of each glaze, and send them to you.
    +1 visitor: With names?
    +1 ada: Choose two.
    +6 visitor: Agnes and Bertie: they are the grandparents, and they will use them long after the wedding.
    +2 ada: Then I take especially good care.
    +1440 ada: They are out of the kiln, and I am happy with them. They leave today.
    +30 visitor reads
    +2 visitor: I cannot wait!!
    +700 visitor: They came. I showed them to the couple and there were tears, the good ones. Please go ahead with everything.
    +8 ada: That makes my week. I send you the bill for the first half; the rest is due when they are on the island.
    +1 visitor: Paid. Thank you, all of you.
    +3 ada: Thank you, Charlotte. You hear from me when the first plates are dry.
    +4 ada notes: Paid €880. Start throwing on 16 February. Mirjam writes the names.
    +10 visitor reads`,
};

const trade = {
  site: 'trade',
  language: 'en-GB',
  timeZone: 'Europe/London',
  browser: 'chrome',
} as const;

/** The second site: restaurants and shops that buy by the crate. */
export const longAndTrade: Scene[] = [
  wedding,
  {
    ...trade,
    from: 'Rosa Lindqvist, Brasserie Havn',
    email: 'rosa@havn.example',
    began: '55m',
    page: '/restaurants/price-list',
    story: `
      +0 visitor: Good morning, we lost nine bowls to a new dishwasher. Can we have twelve by Friday?
      +3 visitor: Ink, as always.`,
  },
  {
    ...trade,
    from: 'Matteo Conti',
    email: 'ordini@trattoriaconti.example',
    language: 'it-IT',
    timeZone: 'Europe/Rome',
    began: '1d 2h',
    page: '/restaurants',
    story: `
      +0 visitor: Buongiorno! Do you have a price list for restaurants? 40 plates, 40 bowls.
      +20 ada: Buongiorno Matteo! It is on the page that you are on, at the bottom. From 30 pieces it is 15 % less.
      +0 ada gives it to ada
      +8 visitor reads
      +2 visitor: Trovato. We talk and come back to you.
      +5 ada: With pleasure.
      +600 visitor reads`,
  },
  {
    ...trade,
    from: 'Ilse Vermeulen, Winkel van Ilse',
    email: 'ilse@winkelvanilse.example',
    language: 'nl-BE',
    timeZone: 'Europe/Brussels',
    began: '2d 5h',
    page: '/shops',
    story: `
      +0 visitor: We would like to sell your mugs in our shop in Ghent. Is that something you do?
      +120 jonas: Dear Ilse, we do: 24 pieces at a time, 45 % off, and we take back what does not sell within a year.
      +0 jonas gives it to jonas
      +30 visitor reads
      +1 visitor: That is generous. I come by in December and choose them myself, if I may.
      +4 jonas: Please do. Tell us the day and there will be cake.
      +9 visitor reads
      +2 jonas closes it`,
  },
  {
    ...trade,
    from: 'Hotel Seeblick',
    email: 'einkauf@seeblick.example',
    language: 'de-DE',
    timeZone: 'Europe/Berlin',
    browser: 'firefox',
    began: '7h',
    page: '/restaurants',
    story: `
      +0 visitor: Unsere Rechnung 1187 hat die falsche Umsatzsteuernummer. Richtig ist DE 811 000 000.
      +90 jonas notes: Theo, can you make a new bill? Number 1187, only the VAT number changes.
      +1 jonas: Danke für den Hinweis, Sie bekommen heute eine berichtigte Rechnung.
      +0 jonas gives it to jonas
      +15 visitor reads`,
  },
];
