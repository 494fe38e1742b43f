import { type ConferenceStrings, registerStrings } from '../conference-strings.js';

/** German, formal (Sie). Importing this module makes it available to every tag on the page. */
export const GERMAN: ConferenceStrings = {
  label: (name) => `Videokonferenz: ${name}`,
  join: 'An der Konferenz teilnehmen',
  loading: 'Verbindung zur Konferenz wird hergestellt …',
  retrying: 'Die Verbindung steht noch nicht. Neuer Versuch …',
  waiting: 'Die Konferenz ist noch nicht geöffnet.',
  waitingForHost: 'Die Konferenz wurde noch nicht gestartet.',
  opensAt: (time) => `Sie beginnt: ${time}.`,
  closed: 'Sie haben die Konferenz verlassen.',
  over: 'Die Konferenz ist beendet.',
  retry: 'Erneut versuchen',
  rejoin: 'Wieder teilnehmen',
  failed: {
    setup:
      'Die Konferenz kann nicht angezeigt werden: Diese Seite ist dafür nicht eingerichtet. Bitte informieren Sie die Betreiber der Website.',
    signIn:
      'Ihre Einladung fehlt oder ist abgelaufen. Laden Sie die Seite neu, oder melden Sie sich noch einmal an.',
    unavailable:
      'Diese Konferenz ist zurzeit nicht verfügbar. Fragen Sie bei den Gastgebern nach, oder versuchen Sie es später noch einmal.',
    offline: 'Sie sind offline. Prüfen Sie Ihre Verbindung, und versuchen Sie es dann noch einmal.',
    unreachable:
      'Die Konferenz ist nicht erreichbar. Prüfen Sie Ihre Verbindung, und versuchen Sie es dann noch einmal.',
    slow: 'Die Konferenz antwortet nicht rechtzeitig. Bitte versuchen Sie es noch einmal.',
    busy: 'Gerade möchten viele Personen teilnehmen. Bitte versuchen Sie es gleich noch einmal.',
    service:
      'Der Konferenzdienst ist gestört. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    notHere: 'Die Konferenz kann auf dieser Seite nicht angezeigt werden.',
    insecure:
      'Kamera und Mikrofon funktionieren nur auf einer sicheren Seite (https). Bitte informieren Sie die Betreiber der Website.',
    permissions:
      'Diese Seite lässt nicht zu, dass die Konferenz Kamera und Mikrofon benutzt. Bitte informieren Sie die Betreiber der Website.',
  },
};

registerStrings('de', GERMAN);
