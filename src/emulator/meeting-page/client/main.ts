import { tellEmbedder } from './embedder.js';
import { type Device, openLocalMedia } from './local-media.js';
import { describeProblem } from './media-notice.js';
import { MeetingView } from './meeting-view.js';

/** What others call a visitor who has not given a name. */
const PARTICIPANT = 'Guest';

const view = new MeetingView();
let stream = new MediaStream();
let hasJoined = false;

async function join(): Promise<void> {
  view.showNotices([]);
  stream.getTracks().forEach((track) => track.stop());
  const media = await openLocalMedia();
  stream = media.stream;
  view.showPicture(stream.getVideoTracks().length > 0 ? stream : null);
  showDevice('microphone');
  showDevice('camera');
  view.showNotices(media.problems.map(describeProblem));
  if (hasJoined) return;
  hasJoined = true;
  tellEmbedder({ type: 'livebox:joined', version: 1, participant: PARTICIPANT });
  tellEmbedder({ type: 'livebox:participants', version: 1, count: 1 });
}

function findTrack(device: Device): MediaStreamTrack | undefined {
  return (device === 'camera' ? stream.getVideoTracks() : stream.getAudioTracks())[0];
}

function showDevice(device: Device): void {
  const track = findTrack(device);
  view.showDevice(device, track ? (track.enabled ? 'on' : 'off') : 'unavailable');
}

function toggle(device: Device): void {
  const track = findTrack(device);
  if (!track) return;
  track.enabled = !track.enabled;
  showDevice(device);
  view.announce(`Your ${device} is ${track.enabled ? 'on' : 'off'}.`);
}

async function toggleFullscreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
}

view.retry.addEventListener('click', () => void join());
view.controls.microphone.addEventListener('click', () => toggle('microphone'));
view.controls.camera.addEventListener('click', () => toggle('camera'));
view.controls.fullscreen.addEventListener('click', () => {
  toggleFullscreen().catch(() => view.announce('Your browser refused fullscreen.'));
});
document.addEventListener('fullscreenchange', () => {
  view.showFullscreen(document.fullscreenElement !== null);
});
addEventListener('pagehide', () => {
  if (hasJoined) tellEmbedder({ type: 'livebox:left', version: 1, participant: PARTICIPANT });
});

view.showFullscreen(false);
// Not before `load`: a video that waits for its first picture would hold the event back,
// and whoever embeds the page takes it as the sign that the page is there.
if (document.readyState === 'complete') void join();
else addEventListener('load', () => void join(), { once: true });
