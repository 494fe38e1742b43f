import { ICONS } from './meeting-icons.js';

/**
 * The meeting page. Its script modules are `client/`.
 *
 * @param name the conference's name
 * @param assets path of the directory that style and script are served from
 */
export function writeMeetingPage(name: string, assets: string): string {
  return writeDocument(
    `${name} · Livebox emulator`,
    assets,
    `<body>
    ${writeHeader(name)}
    <main class="stage" id="stage">
      <div class="tile" id="tile" data-camera="off" data-microphone="off">
        <video id="video" autoplay playsinline muted aria-label="Your camera"></video>
        <div class="avatar" aria-hidden="true">${ICONS.person}</div>
        <p class="nameplate"><span class="muted-sign">${ICONS.microphoneOff}</span>You</p>
      </div>
      <div class="notice" id="notice" role="alert" hidden>
        <div id="notice-list"></div>
        <button class="primary" id="retry" type="button">Try again</button>
      </div>
    </main>
    <section class="toolbar" aria-label="Meeting controls">
      ${writeControl('microphone', ICONS.microphone + ICONS.microphoneOff)}
      ${writeControl('camera', ICONS.camera + ICONS.cameraOff)}
      ${writeControl('fullscreen', ICONS.expand + ICONS.shrink)}
    </section>
    <p class="visually-hidden" id="status" role="status"></p>
    <script type="module" src="${assets}main.js"></script>
  </body>`,
  );
}

/** A page that only says something: why there is no meeting here. */
export function writeNoticePage(title: string, text: string, assets: string): string {
  return writeDocument(
    `${title} · Livebox emulator`,
    assets,
    `<body>
    <main class="message">
      <div class="badge">Livebox emulator</div>
      <h1>${escapeHtml(title)}</h1>
      <p>${escapeHtml(text)}</p>
    </main>
  </body>`,
  );
}

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

function writeHeader(name: string): string {
  return `<header class="header">
      <h1>${escapeHtml(name)}</h1>
      <span class="badge">Livebox emulator</span>
    </header>`;
}

/** The script names the control: what it does depends on the state. */
function writeControl(id: string, icons: string): string {
  return `<button class="control" id="${id}" type="button" hidden>
        ${icons}<span class="control-label"></span>
      </button>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
