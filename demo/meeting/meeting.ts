// The page in the frame where no Livebox server stands behind the site: it shows the visitor's
// own camera and tells the page around it who is here, as the emulator's meeting page does.
import type { FrameMessage } from '../../src/embed-protocol/frame-message.js';

const name = new URLSearchParams(location.search).get('name') ?? 'Meeting';
const me = crypto.randomUUID();
const others = new Set<string>();
const tabs = new BroadcastChannel(`meeting ${name}`);
const camera = find('#camera', HTMLVideoElement);
const toggle = find('#toggle', HTMLButtonElement);

function find<Type extends HTMLElement>(selector: string, type: new () => Type): Type {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`The page has no ${selector}`);
  return element;
}

function tell(message: FrameMessage): void {
  if (parent !== window) parent.postMessage(message, location.origin);
}

function showCount(): void {
  const count = others.size + 1;
  find('#count', HTMLElement).textContent = `${count} here`;
  tell({ type: 'livebox:participants', version: 1, count });
}

function stopCamera(): void {
  if (camera.srcObject instanceof MediaStream) {
    for (const track of camera.srcObject.getTracks()) track.stop();
  }
  camera.srcObject = null;
  camera.hidden = true;
  toggle.ariaPressed = 'false';
}

async function startCamera(): Promise<void> {
  try {
    camera.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
    camera.hidden = false;
    toggle.ariaPressed = 'true';
    await camera.play();
  } catch {
    find('#said', HTMLElement).textContent = 'The browser gives this page no camera.';
  }
}

function leave(): void {
  stopCamera();
  tabs.postMessage({ gone: me });
  tell({ type: 'livebox:left', version: 1, participant: 'You' });
  tell({ type: 'livebox:ended', version: 1, reason: 'left' });
}

tabs.addEventListener('message', ({ data }: MessageEvent<{ here?: string; gone?: string }>) => {
  if (data.here !== undefined && !others.has(data.here)) {
    others.add(data.here);
    tabs.postMessage({ here: me });
  }
  if (data.gone !== undefined) others.delete(data.gone);
  showCount();
});
toggle.addEventListener('click', () => {
  if (camera.hidden) void startCamera();
  else stopCamera();
});
find('#leave', HTMLButtonElement).addEventListener('click', leave);
addEventListener('pagehide', () => tabs.postMessage({ gone: me }));

find('#name', HTMLElement).textContent = name;
document.title = `${name}: a meeting page to look at`;
tell({ type: 'livebox:joined', version: 1, participant: 'You' });
showCount();
tabs.postMessage({ here: me });
