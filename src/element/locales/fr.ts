import { type ConferenceStrings, registerStrings } from '../conference-strings.js';

/** French, formal (vous). Importing this module makes it available to every tag on the page. */
export const FRENCH: ConferenceStrings = {
  label: (name) => `Visioconférence\u00a0: ${name}`,
  join: 'Rejoindre la conférence',
  loading: 'Connexion à la conférence…',
  retrying: 'La connexion n’est pas encore établie. Nouvelle tentative…',
  waiting: 'La conférence n’est pas encore ouverte.',
  waitingForHost: 'L’organisateur n’a pas encore commencé la conférence.',
  opensAt: (time) => `Ouverture\u00a0: ${time}.`,
  closed: 'Vous avez quitté la conférence.',
  over: 'La conférence est terminée.',
  retry: 'Réessayer',
  rejoin: 'Rejoindre à nouveau',
  failed: {
    setup:
      'Impossible d’afficher la conférence\u00a0: cette page n’est pas configurée pour cela. Veuillez prévenir le responsable du site.',
    signIn:
      'Votre invitation est absente ou a expiré. Rechargez la page ou identifiez-vous de nouveau.',
    unavailable:
      'Cette conférence n’est pas disponible pour le moment. Adressez-vous à l’organisateur ou réessayez plus tard.',
    offline: 'Vous êtes hors connexion. Vérifiez votre connexion, puis réessayez.',
    unreachable: 'Impossible de joindre la conférence. Vérifiez votre connexion, puis réessayez.',
    slow: 'La conférence met trop de temps à répondre. Veuillez réessayer.',
    busy: 'Beaucoup de personnes se connectent en ce moment. Veuillez réessayer dans un instant.',
    service:
      'Le service de conférence rencontre un problème. Veuillez réessayer dans quelques minutes.',
    notHere: 'La conférence ne peut pas s’afficher dans cette page.',
    insecure:
      'La caméra et le micro ne fonctionnent que sur une page sécurisée (https). Veuillez prévenir le responsable du site.',
    permissions:
      'Cette page ne permet pas à la conférence d’utiliser la caméra et le micro. Veuillez prévenir le responsable du site.',
  },
};

registerStrings('fr', FRENCH);
