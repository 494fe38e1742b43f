/** Path of the API below a Livebox server's origin. Every call is a `POST`. */
export const API_PATH = '/livebox/appsservice/api/';

/** The only service that the API names. */
export const APP_SERVICE = 'VideoConferencingService';

/** The word that a successful answer carries in `status`, `data` or as its whole body. */
export type AnswerWord =
  | 'Added'
  | 'Enabled'
  | 'Disabled'
  | 'Changed'
  | 'Removed'
  | 'Scheduled'
  | 'Cancelled'
  | 'Reset'
  | 'Started'
  | 'Stopped'
  | 'Restarted'
  | 'Refreshed';

/**
 * The form of an answer: `object` is `{ name, status: word, … }`, `word` the bare word
 * (or one of its documented disguises), `list` the conferences, `embed-code` an iframe.
 */
export type AnswerForm =
  | { readonly form: 'object'; readonly word: AnswerWord }
  | { readonly form: 'word'; readonly word: AnswerWord }
  | { readonly form: 'list' }
  | { readonly form: 'embed-code' };

/** One documented operation, as the client sends it and the emulator recognises it. */
export interface Operation {
  /** Below {@link API_PATH}. */
  readonly path: string;
  /** The parameters that tell this operation from others on the same path. */
  readonly discriminator: Readonly<Record<string, string>>;
  /** Parameters that must be present. */
  readonly required: readonly string[];
  /** Parameters that may be present. */
  readonly optional: readonly string[];
  /** Where `username` and `key` stand. */
  readonly credentials: 'top-level' | 'AuthenticationDetails';
  readonly answer: AnswerForm;
  /** Whether repeating it after a lost answer does no harm. */
  readonly isSafeToRepeat: boolean;
}

const SETTINGS = [
  'Authentication',
  'AllowSignup',
  'UnAuthenticatedUser',
  'username_password',
  'pinnumber',
] as const;

/**
 * The documented API as data: the client and the emulator share it.
 *
 * @see the headings "To Create a Conference" to "To Refresh IP Configuration" of the Livebox API
 */
export const OPERATIONS = {
  createConference: {
    path: 'videoConfSettings',
    discriminator: { action: 'Add' },
    required: ['name', 'selectPreset'],
    optional: SETTINGS,
    credentials: 'top-level',
    answer: { form: 'object', word: 'Added' },
    isSafeToRepeat: false,
  },
  enableConference: {
    path: 'videoConfSettings',
    discriminator: { action: 'changeConferenceMode', conferenceMode: 'on' },
    required: ['name'],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'object', word: 'Enabled' },
    isSafeToRepeat: true,
  },
  disableConference: {
    path: 'videoConfSettings',
    discriminator: { action: 'changeConferenceMode', conferenceMode: 'off' },
    required: ['name'],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'object', word: 'Disabled' },
    isSafeToRepeat: true,
  },
  getEmbedCode: {
    path: 'getEmbedCodeofConference',
    discriminator: {},
    required: ['name', 'width', 'height'],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'embed-code' },
    isSafeToRepeat: true,
  },
  changeSettings: {
    path: 'videoConfSettings',
    discriminator: { action: 'changeConferenceSettings' },
    required: ['name', 'selectPreset'],
    optional: SETTINGS,
    credentials: 'top-level',
    answer: { form: 'word', word: 'Changed' },
    isSafeToRepeat: false,
  },
  removeConference: {
    path: 'videoConfSettings',
    discriminator: { action: 'Remove' },
    required: ['name'],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'object', word: 'Removed' },
    isSafeToRepeat: false,
  },
  listConferences: {
    path: 'videoConfSettings',
    discriminator: { action: 'get' },
    required: [],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'list' },
    isSafeToRepeat: true,
  },
  scheduleConference: {
    path: 'changeSchedulingMode',
    discriminator: { SchedulingMode: 'on' },
    required: ['conferenceName', 'startdate', 'enddate'],
    optional: [],
    credentials: 'AuthenticationDetails',
    answer: { form: 'word', word: 'Scheduled' },
    isSafeToRepeat: true,
  },
  unscheduleConference: {
    path: 'changeSchedulingMode',
    discriminator: { SchedulingMode: 'off' },
    required: ['conferenceName'],
    optional: [],
    credentials: 'AuthenticationDetails',
    answer: { form: 'word', word: 'Cancelled' },
    isSafeToRepeat: true,
  },
  resetAllConferences: {
    path: 'resetAllConferences',
    discriminator: {},
    required: [],
    optional: ['name'],
    credentials: 'top-level',
    answer: { form: 'word', word: 'Reset' },
    isSafeToRepeat: false,
  },
  startService: {
    path: 'ControlInsideAppServices',
    discriminator: { action: 'start' },
    required: ['appservice'],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'word', word: 'Started' },
    isSafeToRepeat: false,
  },
  stopService: {
    path: 'ControlInsideAppServices',
    discriminator: { action: 'stop' },
    required: ['appservice'],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'word', word: 'Stopped' },
    isSafeToRepeat: false,
  },
  restartService: {
    path: 'ControlInsideAppServices',
    discriminator: { action: 'restart' },
    required: ['appservice'],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'word', word: 'Restarted' },
    isSafeToRepeat: false,
  },
  refreshIpConfiguration: {
    path: 'refreshIPConfiguration',
    discriminator: {},
    required: [],
    optional: [],
    credentials: 'top-level',
    answer: { form: 'word', word: 'Refreshed' },
    isSafeToRepeat: false,
  },
} as const satisfies Record<string, Operation>;

/** The name of a documented operation; also the name of the client's method for it. */
export type OperationName = keyof typeof OPERATIONS;
