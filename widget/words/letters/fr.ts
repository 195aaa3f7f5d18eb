import type { en } from '../en/letters.ts';
import type { Told } from '../sentence.ts';

export const words: Told<typeof en> = {
  letters: {
    answered: 'Réponse de {names} : {site}',
    toAnswer:
      'Pour répondre, utilisez ce lien : ce que vous écrivez en réponse à cet e-mail n’arrive pas dans la conversation.',
    read: 'Lire et répondre',
    said: '{name}, {when} :',
    noText: '(Un fichier : il est dans la conversation.)',
    why: {
      one: 'Vous recevez cet e-mail parce que vous avez écrit à {site} et n’y avez pas encore lu la réponse.',
      many: 'Vous recevez cet e-mail parce que vous avez écrit à {site} et n’y avez pas encore lu {count} de réponses.',
      other: 'Vous recevez cet e-mail parce que vous avez écrit à {site} et n’y avez pas encore lu {count} réponses.',
    },
    noMoreAnswers: 'Ne plus recevoir les réponses de {site} par e-mail',
    waits: 'Vous avez une réponse : {site}',
    somebodyWrote: 'Quelqu’un a écrit à {site} en indiquant cette adresse. Une réponse est arrivée.',
    readIfYou: 'Si c’était vous, lisez-la et répondez-y par ce lien. Il nous dit aussi que l’adresse est la vôtre.',
    ifNotYou: 'Si ce n’était pas vous, ne faites rien : rien ne sera montré à personne.',
    noMore: 'Plus d’e-mails de {site}',
    isItYours: 'Est-ce votre adresse ? {site}',
    asked: 'Dans une discussion avec {site}, quelqu’un a demandé une réponse à cette adresse.',
    yesIfYou: 'Si c’était vous, dites-le par ce lien. Il fonctionne une fois, pendant une heure.',
    yes: 'Oui, c’est mon adresse',
    conversations: 'Vos conversations avec {site}',
    goOn: 'Quelqu’un, sans doute vous, a demandé à poursuivre vos conversations avec {site} sur un autre appareil.',
    thatDevice: 'Ouvrez ce lien sur l’appareil que vous voulez utiliser. Il fonctionne une fois, pendant une heure.',
    openAll: 'Ouvrir mes conversations',
    openUntil: 'Ouvrir celles allant jusqu’au {when}',
    toNobody: 'Si ce n’était pas vous, ne faites rien. Ne transmettez cet e-mail à personne.',
    began: 'Voici votre conversation avec {site}, commencée le {when}.',
    tooLong: 'Elle est trop longue pour un seul e-mail : en voici la fin. La discussion la contient en entier.',
    file: 'Fichier : {name}',
  },
  pages: {
    noLink: 'Ce lien ne mène nulle part',
    noLinkMore: 'Il est incomplet ou n’a jamais existé. Ouvrez-le à nouveau depuis l’e-mail.',
    notFromLetter: 'Merci d’ouvrir le lien depuis l’e-mail',
    notFromLetterMore: 'Cette page a été ouverte depuis un autre endroit.',
    over: 'Ce lien n’est plus valable',
    overAnswer:
      'Il a fonctionné pendant deux semaines. Votre conversation est toujours dans la discussion, dans le navigateur où vous l’avez commencée.',
    overAsked: 'Il fonctionne une fois, pendant une heure. Demandez-en un autre là où vous aviez demandé celui-ci.',
    answer: 'Votre conversation est ici, avec la réponse.',
    answerProves: 'En continuant, vous nous dites aussi que l’adresse à laquelle l’e-mail a été envoyé est la vôtre.',
    verify: 'Est-ce votre adresse, et l’avez-vous donnée ici dans une discussion ? Alors confirmez-le.',
    verifyElse: 'Si c’était quelqu’un d’autre, fermez cette page.',
    goOn: 'Poursuivez vos conversations sur cet appareil.',
    begun:
      'Une discussion a déjà été commencée dans ce navigateur. Avec ce bouton, la vôtre prend sa place et l’autre ne se trouvera plus ici.',
    goOnElse: 'Si vous n’êtes pas seul à utiliser cet appareil, fermez cette page.',
    open: 'Ouvrir ma conversation',
    stopAsk: 'Ne plus recevoir d’e-mails de {site} ?',
    stopMore:
      'Les réponses que vous n’avez pas lues ne seront plus envoyées à votre adresse. Elles restent dans la discussion.',
    stop: 'Ne plus recevoir d’e-mails',
    stopped: 'Ce que vous demandez vous-même arrive toujours.',
    again: 'Recevoir à nouveau les réponses',
    goesOn: 'Vous recevrez à nouveau des nouvelles de {site}',
    goesOnMore: 'Les réponses que vous n’avez pas lues arrivent par e-mail.',
    noScripts: 'Pour discuter ici, ce navigateur doit autoriser les scripts.',
    noChat: 'Il n’y a pas de discussion à cette adresse',
    noChatMore:
      'Il manque peut-être un caractère à la fin. Ouvrez-la à nouveau depuis l’endroit où vous l’avez trouvée.',
  },
};
