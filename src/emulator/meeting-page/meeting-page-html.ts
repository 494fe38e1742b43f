import { ICONS } from './meeting-icons.js';
import { SIGN_IN } from './sign-in-html.js';

const BADGE = 'Livebox emulator';

/** What a meeting page is written from. */
export interface MeetingPage {
  /** The conference's name. */
  readonly name: string;
  /** Path of the directory that style and scripts are served from. */
  readonly assets: string;
  /** Optional packages without which there is no call. */
  readonly missingPackages: readonly string[];
}

/** The meeting page. Its script modules are `client/`. */
export function writeMeetingPage({ name, assets, missingPackages }: MeetingPage): string {
  const hasCall = missingPackages.length === 0;
  return writeDocument(
    `${name} · ${BADGE}`,
    assets,
    `<body data-phase="connecting" data-missing="${missingPackages.join(' ')}">
    ${writeMeetingRoom(name, BADGE)}
    ${hasCall ? `<script src="${assets}peerjs.js"></script>` : ''}
    <script type="module" src="${assets}main.js"></script>
  </body>`,
  );
}

/**
 * What the client's modules find in the page.
 *
 * @param badge whose page it is, in a few words
 */
export function writeMeetingRoom(name: string, badge: string): string {
  return `${writeHeader(name, badge)}
    <main class="stage">
      <div class="tiles" id="tiles"></div>
      <div class="notice" id="notice" role="alert" hidden>
        <div id="notice-list"></div>
        <div class="actions">
          <button class="primary" id="retry" type="button">Try again</button>
          <button class="secondary" id="dismiss" type="button">Continue without</button>
        </div>
      </div>
      ${SIGN_IN}
      <section class="card" id="card" hidden>
        <h2 id="card-title" tabindex="-1"></h2>
        <p id="card-text"></p>
        <button class="primary" id="card-action" type="button"></button>
      </section>
      <button class="primary sound" id="sound" type="button" hidden>Turn on the sound</button>
    </main>
    <section class="toolbar" aria-label="Meeting controls">
      ${writeControl('microphone', ICONS.microphone + ICONS.microphoneOff)}
      ${writeControl('camera', ICONS.camera + ICONS.cameraOff)}
      ${writeControl('screen', ICONS.share + ICONS.stopSharing)}
      ${writeControl('settings', ICONS.settings)}
      ${writeControl('fullscreen', ICONS.expand + ICONS.shrink)}
      ${writeControl('leave', ICONS.leave)}
    </section>
    ${DEVICES}
    <p class="toast" id="toast" role="status"></p>`;
}

/**
 * A page that only says something: why there is no meeting here.
 *
 * @param isWaiting whether the meeting may begin later: the page looks again by itself
 */
export function writeNoticePage(
  title: string,
  text: string,
  assets: string,
  isWaiting = false,
): string {
  return writeDocument(
    `${title} · ${BADGE}`,
    assets,
    `<body>
    <main class="message">
      <div class="badge">${BADGE}</div>
      <h1>${escapeHtml(title)}</h1>
      <p>${escapeHtml(text)}</p>
      ${isWaiting ? '<p class="waiting"><span class="pulse"></span>This page looks again by itself.</p>' : ''}
    </main>
  </body>`,
  );
}

const DEVICES = `<dialog class="card" id="devices" aria-labelledby="devices-title">
      <h2 id="devices-title">Settings</h2>
      <label><span>Your name</span><input id="own-name" maxlength="40" autocomplete="name"></label>
      <label><span>Camera</span><select id="camera-choice"></select></label>
      <label><span>Microphone</span><select id="microphone-choice"></select></label>
      <label><span>Speaker</span><select id="speaker-choice"></select></label>
      <button class="primary" id="devices-done" type="button">Done</button>
    </dialog>`;

function writeDocument(title: string, assets: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="dark">
    <meta name="robots" content="noindex">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="${assets}icon.svg">
    <link rel="stylesheet" href="${assets}meeting.css">
  </head>
  ${body}
</html>
`;
}

function writeHeader(name: string, badge: string): string {
  return `<header class="header">
      <h1>${escapeHtml(name)}</h1>
      <p class="people" id="people" hidden>${ICONS.people}<span id="people-count"></span><span class="visually-hidden"> in the meeting</span></p>
      <span class="badge">${escapeHtml(badge)}</span>
    </header>`;
}

/** The script names the control: what it does depends on the state. */
function writeControl(id: string, icons: string): string {
  return `<button class="control" id="${id}" type="button" hidden>${icons}</button>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
