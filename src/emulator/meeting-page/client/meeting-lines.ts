import type { PeerMesh, PeerMeshEvents, PeerMeshOptions } from './peer-mesh.js';
import type { RoomLine, RoomLineEvents } from './room-line.js';

/** The line on which a page learns who is in the meeting. */
export type MeetingRoom = Pick<RoomLine, 'send' | 'close'>;

/** The connections on which pictures and sound go from page to page. */
export type MeetingMesh = Pick<
  PeerMesh,
  'add' | 'remove' | 'replaceTrack' | 'shareScreen' | 'stopScreen' | 'close'
>;

/** How a meeting page reaches the other pages of its meeting: through a server, or without one. */
export interface MeetingLines {
  openRoom: (events: RoomLineEvents) => MeetingRoom;
  openMesh: (options: PeerMeshOptions, events: PeerMeshEvents) => MeetingMesh;
}
