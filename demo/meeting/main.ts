// The page in the frame where no Livebox server stands behind the site: the meeting page of the
// emulator, which connects the tabs of one browser.
import { Meeting } from '../../src/emulator/meeting-page/client/meeting.js';
import { TabMesh } from './tab-mesh.js';
import { TabRoom } from './tab-room.js';

const name = new URLSearchParams(location.search).get('name') ?? 'Meeting';
const room = `${location.pathname} ${name}`;

document.querySelector('h1')?.replaceChildren(name);
document.title = `${name} · a meeting in this browser`;

const meeting = new Meeting(
  {
    openRoom: (events) => new TabRoom(room, events),
    openMesh: (options, events) => new TabMesh(room, options, events),
  },
  // Nobody is asked for a camera who only came to look.
  [],
);
// The page around takes the event as the sign that the page is there: a picture would hold it back.
addEventListener('load', () => meeting.enter(), { once: true });
