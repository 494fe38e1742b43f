import { Meeting } from './meeting.js';
import { PeerMesh } from './peer-mesh.js';
import { RoomLine } from './room-line.js';

const meeting = new Meeting({
  openRoom: (events) => new RoomLine(events),
  openMesh: (options, events) => new PeerMesh(options, events),
});

// Not before `load`: a video that waits for its first picture would hold the event back,
// and whoever embeds the page takes it as the sign that the page is there.
if (document.readyState === 'complete') meeting.enter();
else addEventListener('load', () => meeting.enter(), { once: true });
