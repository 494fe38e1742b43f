import { type ConferenceStrings, registerStrings } from '../conference-strings.js';

/** Spanish, formal (usted). Importing this module makes it available to every tag on the page. */
export const SPANISH: ConferenceStrings = {
  label: (name) => `Videoconferencia: ${name}`,
  join: 'Unirse a la conferencia',
  loading: 'Conectando con la conferencia…',
  retrying: 'Aún no hay conexión. Intentándolo de nuevo…',
  waiting: 'La conferencia todavía no está abierta.',
  waitingForHost: 'El anfitrión todavía no ha iniciado la conferencia.',
  opensAt: (time) => `Se abre: ${time}.`,
  closed: 'Ha salido de la conferencia.',
  over: 'La conferencia ha terminado.',
  retry: 'Intentar de nuevo',
  rejoin: 'Volver a unirse',
  failed: {
    setup:
      'No se puede mostrar la conferencia: esta página no está configurada para ello. Avise al responsable del sitio, por favor.',
    signIn: 'Falta su invitación o ha caducado. Recargue la página o vuelva a iniciar sesión.',
    unavailable:
      'Esta conferencia no está disponible en este momento. Consulte al anfitrión o inténtelo más tarde.',
    offline: 'No tiene conexión. Compruébela e inténtelo de nuevo.',
    unreachable:
      'No se ha podido acceder a la conferencia. Compruebe su conexión e inténtelo de nuevo.',
    slow: 'La conferencia tarda demasiado en responder. Inténtelo de nuevo, por favor.',
    busy: 'Muchas personas se están uniendo en este momento. Inténtelo de nuevo dentro de un momento, por favor.',
    service:
      'El servicio de conferencias tiene un problema. Inténtelo de nuevo dentro de unos minutos, por favor.',
    notHere: 'La conferencia no se puede mostrar dentro de esta página.',
    insecure:
      'La cámara y el micrófono solo funcionan en una página segura (https). Avise al responsable del sitio, por favor.',
    permissions:
      'Esta página no permite que la conferencia use la cámara y el micrófono. Avise al responsable del sitio, por favor.',
  },
};

registerStrings('es', SPANISH);
