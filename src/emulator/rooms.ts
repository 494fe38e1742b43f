import type { EndReason, Participant, RoomMessage } from './meeting-page/room-messages.js';

/** Most participants of a meeting: in a mesh everybody sends to everybody. */
export const MAX_PARTICIPANTS = 6;

/** Somebody in a meeting, with their line to the page. */
export interface Member {
  participant: Participant;
  /** Proves to the signalling socket that it is them. */
  readonly token: string;
  readonly joinedAt: Date;
  /** Sends to their page. */
  readonly send: (message: RoomMessage) => void;
  /** Ends their line. */
  readonly close: () => void;
}

/** The participants of one conference's meeting. */
export class Room {
  readonly #members = new Map<string, Member>();

  get size(): number {
    return this.#members.size;
  }

  members(): Member[] {
    return [...this.#members.values()];
  }

  participants(): Participant[] {
    return this.members().map(({ participant }) => participant);
  }

  find(id: string): Member | undefined {
    return this.#members.get(id);
  }

  /** A name that nobody in the room has: `Ana`, then `Ana 2`. */
  freeName(wanted: string): string {
    const taken = new Set(this.participants().map(({ name }) => name));
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
    return name;
  }

  add(member: Member): void {
    const { participant } = member;
    this.#send({ type: 'joined', participant });
    this.#members.set(participant.id, member);
  }

  change(id: string, members: Partial<Pick<Participant, 'name' | 'media'>>): void {
    const member = this.#members.get(id);
    if (!member) return;
    member.participant = { ...member.participant, ...members };
    this.#send({ type: 'changed', participant: member.participant });
  }

  /** @param isLost whether their connection broke: they did not choose to leave */
  remove(id: string, isLost: boolean): void {
    const member = this.#members.get(id);
    if (!member) return;
    this.#members.delete(id);
    this.#send({ type: 'left', participant: member.participant, isLost });
  }

  /** Tells everybody that the meeting is over, and lets them go. */
  end(reason: EndReason): void {
    const members = this.members();
    this.#members.clear();
    for (const { send, close } of members) {
      send({ type: 'ended', reason });
      close();
    }
  }

  #send(message: RoomMessage): void {
    for (const { send } of this.members()) send(message);
  }
}

/** The meetings that go on, by the conference's key in links. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();

  /** The room of a conference; empty until somebody is in it. */
  open(hashKey: string): Room {
    const room = this.#rooms.get(hashKey) ?? new Room();
    this.#rooms.set(hashKey, room);
    return room;
  }

  /** Who is in a conference's meeting. */
  participants(hashKey: string): Participant[] {
    return this.#rooms.get(hashKey)?.participants() ?? [];
  }

  /** Somebody in a conference's meeting. */
  find(hashKey: string, id: string): Member | undefined {
    return this.#rooms.get(hashKey)?.find(id);
  }

  /** Everybody who is in any meeting. */
  ids(): ReadonlySet<string> {
    const participants = [...this.#rooms.values()].flatMap((room) => room.participants());
    return new Set(participants.map(({ id }) => id));
  }

  /** Ends the meetings for which `reason` gives one, and forgets the rooms that are empty. */
  endWhere(reason: (hashKey: string) => EndReason | undefined): void {
    for (const [hashKey, room] of this.#rooms) {
      const why = reason(hashKey);
      if (why) room.end(why);
      if (room.size === 0) this.#rooms.delete(hashKey);
    }
  }
}
