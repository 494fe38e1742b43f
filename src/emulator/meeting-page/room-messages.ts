// What the meeting page and the emulator say to each other over the room's socket.

/** A way into a conference. `open` asks for nothing: a visitor walks in. */
export type SignInWay = 'open' | 'guest' | 'sign-up' | 'password' | 'pin';

/** What a preset lets a participant do. */
export interface Tools {
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly screenShare: boolean;
}

/** What a participant sends at the moment. */
export interface MediaState {
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly screen: boolean;
}

/** Somebody in a meeting, as everybody in it sees them. */
export interface Participant {
  /** Also their name for PeerJS. */
  readonly id: string;
  readonly name: string;
  readonly tools: Tools;
  readonly media: MediaState;
}

/** Asks to be let in. Which members are read depends on the way. */
export interface JoinMessage {
  readonly type: 'join';
  readonly way: SignInWay;
  readonly name?: string;
  readonly username?: string;
  readonly password?: string;
  readonly pin?: string;
}

/** What the page sends. */
export type PageMessage =
  | JoinMessage
  | { readonly type: 'media'; readonly media: MediaState }
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'leave' };

/** Why nobody is let in, or why a meeting ended. */
export type EndReason = 'off' | 'removed' | 'early' | 'over' | 'stopped' | 'restarted';

/** Tells somebody who asked to be let in that they are not. */
export interface RefusedMessage {
  readonly type: 'refused';
  /** `wrong`: credentials; `wait`: too many wrong ones; `input`: something is missing. */
  readonly code: 'wrong' | 'wait' | 'input' | 'taken' | 'full';
  readonly message: string;
  /** Seconds until the next try is looked at. */
  readonly retryAfter?: number;
}

/** What the emulator sends. */
export type RoomMessage =
  | { readonly type: 'lobby'; readonly ways: readonly SignInWay[] }
  | RefusedMessage
  | {
      readonly type: 'welcome';
      readonly self: Participant;
      /** Proves to the signalling socket that it is them. */
      readonly token: string;
      readonly others: readonly Participant[];
    }
  | { readonly type: 'joined'; readonly participant: Participant }
  | { readonly type: 'changed'; readonly participant: Participant }
  | { readonly type: 'left'; readonly participant: Participant; readonly isLost: boolean }
  | { readonly type: 'ended'; readonly reason: EndReason };
