import type { en } from '../en/letters.ts';
import type { Told } from '../sentence.ts';

export const words: Told<typeof en> = {
  letters: {
    answered: 'Antwort von {names}: {site}',
    toAnswer:
      'Zum Antworten benutzen Sie bitte diesen Link: Was Sie auf diese E-Mail hin schreiben, kommt nicht im Gespräch an.',
    read: 'Lesen und antworten',
    said: '{name}, {when}:',
    noText: '(Eine Datei: Sie finden sie im Gespräch.)',
    why: {
      one: 'Sie bekommen diese E-Mail, weil Sie {site} geschrieben und die Antwort dort noch nicht gelesen haben.',
      other:
        'Sie bekommen diese E-Mail, weil Sie {site} geschrieben und {count} Antworten dort noch nicht gelesen haben.',
    },
    noMoreAnswers: 'Keine Antworten von {site} mehr per E-Mail',
    waits: 'Sie haben eine Antwort: {site}',
    somebodyWrote: 'Jemand hat {site} geschrieben und diese Adresse angegeben. Jetzt gibt es eine Antwort.',
    readIfYou:
      'Wenn Sie das waren, lesen und beantworten Sie sie über diesen Link. Damit zeigen Sie uns auch, dass die Adresse Ihre ist.',
    ifNotYou: 'Wenn Sie es nicht waren, brauchen Sie nichts zu tun: Dann bekommt niemand etwas zu sehen.',
    noMore: 'Keine E-Mails mehr von {site}',
    isItYours: 'Ist das Ihre Adresse? {site}',
    asked: 'Jemand hat in einem Chat mit {site} um Antwort an diese Adresse gebeten.',
    yesIfYou: 'Wenn Sie das waren, bestätigen Sie es über diesen Link. Er gilt einmal, innerhalb einer Stunde.',
    yes: 'Ja, das ist meine Adresse',
    conversations: 'Ihre Gespräche mit {site}',
    goOn: 'Jemand, wahrscheinlich Sie, möchte Ihre Gespräche mit {site} auf einem anderen Gerät fortsetzen.',
    thatDevice:
      'Öffnen Sie diesen Link auf dem Gerät, das Sie benutzen möchten. Er gilt einmal, innerhalb einer Stunde.',
    openAll: 'Meine Gespräche öffnen',
    openUntil: 'Die bis {when} öffnen',
    toNobody: 'Wenn Sie es nicht waren, brauchen Sie nichts zu tun. Geben Sie diese E-Mail niemandem weiter.',
    began: 'Das ist Ihr Gespräch mit {site}, das am {when} begonnen hat.',
    tooLong: 'Es ist zu lang für eine E-Mail: Dies ist sein Ende. Im Chat steht es ganz.',
    file: 'Datei: {name}',
  },
  pages: {
    noLink: 'Dieser Link führt nirgendwohin',
    noLinkMore: 'Er ist unvollständig, oder es gab ihn nie. Öffnen Sie ihn bitte noch einmal aus der E-Mail.',
    notFromLetter: 'Bitte öffnen Sie den Link aus der E-Mail',
    notFromLetterMore: 'Diese Seite wurde von einer anderen Stelle aus geöffnet.',
    over: 'Dieser Link gilt nicht mehr',
    overAnswer: 'Er galt zwei Wochen lang. Ihr Gespräch ist noch im Chat des Browsers, in dem Sie es begonnen haben.',
    overAsked:
      'Er gilt einmal, innerhalb einer Stunde. Fordern Sie dort einen neuen an, wo Sie diesen angefordert haben.',
    answer: 'Hier ist Ihr Gespräch, mit der Antwort.',
    answerProves: 'Wenn Sie weitergehen, wissen wir auch, dass die Adresse der E-Mail Ihre ist.',
    verify: 'Ist das Ihre Adresse, und haben Sie sie hier in einem Chat angegeben? Dann bestätigen Sie es bitte.',
    verifyElse: 'Wenn es jemand anders war, schließen Sie diese Seite.',
    goOn: 'Setzen Sie Ihre Gespräche auf diesem Gerät fort.',
    begun:
      'In diesem Browser wurde schon ein Chat begonnen. Mit diesem Knopf tritt Ihrer an seine Stelle, und jener ist hier nicht mehr zu finden.',
    goOnElse: 'Wenn dieses Gerät nicht nur Ihnen gehört, schließen Sie diese Seite.',
    open: 'Mein Gespräch öffnen',
    stopAsk: 'Keine E-Mails mehr von {site}?',
    stopMore: 'Antworten, die Sie nicht gelesen haben, gehen dann nicht mehr an Ihre Adresse. Im Chat bleiben sie.',
    stop: 'Keine E-Mails mehr',
    stopped: 'Was Sie selbst anfordern, kommt weiterhin.',
    again: 'Antworten wieder senden',
    goesOn: 'Sie hören wieder von {site}',
    goesOnMore: 'Antworten, die Sie nicht gelesen haben, kommen per E-Mail.',
    noScripts: 'Um hier zu chatten, muss dieser Browser Skripte zulassen.',
    noChat: 'Unter dieser Adresse gibt es keinen Chat',
    noChatMore:
      'Vielleicht fehlt am Ende ein Zeichen. Öffnen Sie sie bitte noch einmal von dort, wo Sie sie gefunden haben.',
  },
};
