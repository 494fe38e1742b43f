import type {
  EndReason,
  JoinMessage,
  Participant,
  RefusedMessage,
  RoomMessage,
  SignInWay,
} from '../room-messages.js';
import { DeviceDialog } from './device-dialog.js';
import { tellEmbedder } from './embedder.js';
import { describeEnd } from './end-words.js';
import type { Device } from './local-media.js';
import { describeMissingPackages, describeProblem } from './media-notice.js';
import type { MeetingLines, MeetingMesh, MeetingRoom } from './meeting-lines.js';
import { MeetingView } from './meeting-view.js';
import { keepOwnName, readOwnName } from './own-name.js';
import { DEVICES, OwnMedia } from './own-media.js';
import { Participants } from './participants.js';
import { openScreen } from './screen-share.js';
import { SignInForm } from './sign-in-form.js';

/** Longest pause between two tries to reach the emulator again, in ms. */
const MAX_PAUSE = 8000;

/** The visitor's way through the page: signing in, the meeting, its end. */
export class Meeting {
  readonly #view = new MeetingView();
  readonly #signIn = new SignInForm();
  readonly #media: OwnMedia;
  readonly #lines: MeetingLines;
  readonly #people = new Participants((isSilenced) => {
    this.#view.sound.hidden = !isSilenced;
  });
  readonly #dialog: DeviceDialog;
  #line: MeetingRoom | undefined;
  #mesh: MeetingMesh | undefined;
  #screen: MediaStream | undefined;
  /** How the visitor came in: the way back after a break. */
  #request: JoinMessage | undefined;
  #cardAction: () => void = () => location.reload();
  #tries = 0;

  /** @param wanted devices to ask for at once; the others when the visitor turns them on */
  constructor(lines: MeetingLines, wanted: readonly Device[] = DEVICES) {
    this.#lines = lines;
    this.#media = new OwnMedia(wanted);
    const { controls, retry, sound, cardAction } = this.#view;
    this.#dialog = new DeviceDialog(this.#media, {
      name: (name) => this.#rename(name),
      device: (device, deviceId) => void this.#choose(device, deviceId),
      speaker: (deviceId) => void this.#people.useSpeaker(deviceId),
    });
    this.#media.onTrack = (track) => {
      this.#mesh?.replaceTrack(track);
      this.#showMedia();
    };
    this.#signIn.onSubmit = (request) => {
      this.#request = request;
      this.#line?.send(request);
    };
    controls.microphone.addEventListener('click', () => void this.#toggle('microphone'));
    controls.camera.addEventListener('click', () => void this.#toggle('camera'));
    controls.screen.addEventListener('click', () => void this.#toggleScreen());
    controls.settings.addEventListener('click', () => {
      void this.#dialog.open(this.#people.self?.name ?? '');
    });
    controls.fullscreen.addEventListener('click', () => this.#toggleFullscreen());
    controls.leave.addEventListener('click', () => this.#leave());
    retry.addEventListener('click', () => void this.#openMedia());
    cardAction.addEventListener('click', () => this.#cardAction());
    sound.addEventListener('click', () => this.#people.unmute());
    document.addEventListener('fullscreenchange', () => {
      this.#view.showFullscreen(document.fullscreenElement !== null);
    });
    addEventListener('pagehide', () => this.#tellLeft());
    this.#view.showFullscreen(false);
  }

  /** Asks to be let in. */
  enter(): void {
    this.#line?.close();
    if (describeMissingPackages()) {
      this.#enterAlone();
      return;
    }
    this.#line = this.#lines.openRoom({
      message: (message) => this.#handle(message),
      broken: () => this.#handleBreak(),
    });
  }

  #handle(message: RoomMessage): void {
    switch (message.type) {
      case 'lobby': {
        this.#handleLobby(message.ways);
        return;
      }
      case 'refused': {
        this.#handleRefusal(message);
        return;
      }
      case 'welcome': {
        this.#handleWelcome(message);
        return;
      }
      case 'joined':
        this.#view.say(`${message.participant.name} joined.`);
        tellEmbedder({ type: 'livebox:joined', version: 1, participant: message.participant.name });
        {
          this.#add(message.participant);
          return;
        }
      case 'changed': {
        this.#people.change(message.participant);
        return;
      }
      case 'left': {
        this.#handleLeft(message.participant, message.isLost);
        return;
      }
      case 'ended': {
        this.#handleEnd(message.reason);
        return;
      }
    }
  }

  #handleLobby(ways: readonly SignInWay[]): void {
    const isOpen = ways.includes('open');
    const name = readOwnName();
    if (isOpen) this.#request = { type: 'join', way: 'open', ...(name && { name }) };
    const known = this.#request && ways.includes(this.#request.way) ? this.#request : undefined;
    if (known) this.#line?.send(known);
    else if (ways.length > 0) this.#askToSignIn(ways);
    else
      this.#showCard(
        {
          title: 'Nobody can sign in',
          text: 'This conference asks visitors to sign in, but every way of doing so is switched off. Its host can change that.',
          action: 'Look again',
        },
        () => location.reload(),
      );
  }

  #askToSignIn(ways: readonly SignInWay[]): void {
    this.#view.showPhase('sign-in');
    this.#signIn.show(ways);
  }

  #handleRefusal(refusal: RefusedMessage): void {
    if (refusal.code === 'full') {
      const card = { title: 'The meeting is full', text: refusal.message, action: 'Try again' };
      this.#showCard(card, () => this.enter());
      return;
    }
    this.#request = undefined;
    if (this.#signIn.isShown) this.#signIn.refuse(refusal);
    else this.enter();
  }

  #handleWelcome({ self, token, others }: Extract<RoomMessage, { type: 'welcome' }>): void {
    this.#tries = 0;
    this.#rememberSignUp();
    this.#signIn.hide();
    this.#view.showPhase('meeting');
    this.#people.enter(self);
    tellEmbedder({ type: 'livebox:joined', version: 1, participant: self.name });
    this.#countPeople();
    void this.#openMedia().then(() => {
      if (this.#people.self?.id === self.id) this.#startMesh(self.id, token, others);
    });
    for (const other of others) this.#add(other);
  }

  /** Without the packages for a call visitors see themselves at least. */
  #enterAlone(): void {
    const media = { camera: false, microphone: false, screen: false };
    const tools = { camera: true, microphone: true, screenShare: false };
    this.#view.showPhase('meeting');
    this.#people.enter({ id: 'self', name: 'Guest', tools, media });
    tellEmbedder({ type: 'livebox:joined', version: 1, participant: 'Guest' });
    this.#countPeople();
    void this.#openMedia();
  }

  #startMesh(id: string, token: string, callees: readonly Participant[]): void {
    this.#mesh = this.#lines.openMesh(
      { id, token, stream: this.#media.outgoing() },
      {
        stream: (from, kind, stream) => this.#people.setStream(from, kind, stream),
        broken: (from, isBroken) => this.#people.setBroken(from, isBroken),
      },
    );
    if (this.#screen) this.#mesh.shareScreen(this.#screen);
    const present = this.#people.others();
    for (const other of present)
      this.#mesh.add(
        other.id,
        callees.some((one) => one.id === other.id),
      );
  }

  #add(participant: Participant): void {
    this.#people.add(participant);
    this.#mesh?.add(participant.id, false);
    this.#countPeople();
  }

  #handleLeft(participant: Participant, isLost: boolean): void {
    this.#mesh?.remove(participant.id);
    this.#people.remove(participant.id);
    this.#view.say(
      isLost ? `The connection to ${participant.name} was lost.` : `${participant.name} left.`,
    );
    tellEmbedder({ type: 'livebox:left', version: 1, participant: participant.name });
    this.#countPeople();
  }

  #handleEnd(reason: EndReason): void {
    this.#close();
    this.#showCard(describeEnd(reason), () => location.reload());
    tellEmbedder({ type: 'livebox:ended', version: 1, reason });
  }

  /** The emulator was stopped, or the network is gone: tried again until it is back. */
  #handleBreak(): void {
    this.#endCall();
    const pause = Math.min(500 * 2 ** this.#tries, MAX_PAUSE);
    this.#tries += 1;
    this.#showCard(
      {
        title: 'Connection lost',
        text: 'The conference server does not answer. This page tries again by itself.',
        action: 'Try again now',
      },
      () => this.enter(),
    );
    const line = this.#line;
    setTimeout(() => {
      if (this.#line === line && line) this.enter();
    }, pause);
  }

  #leave(): void {
    this.#line?.send({ type: 'leave' });
    this.#tellLeft();
    this.#close();
    const card = {
      title: 'You left the meeting',
      text: 'The others can go on.',
      action: 'Join again',
    };
    this.#showCard(card, () => this.enter());
  }

  #tellLeft(): void {
    const { self } = this.#people;
    if (self) tellEmbedder({ type: 'livebox:left', version: 1, participant: self.name });
  }

  #close(): void {
    this.#line?.close();
    this.#line = undefined;
    this.#endCall();
    this.#media.stop();
  }

  #endCall(): void {
    this.#dialog.close();
    this.#stopScreen();
    this.#mesh?.close();
    this.#mesh = undefined;
    this.#people.leave();
    this.#signIn.hide();
  }

  #showCard(card: Parameters<MeetingView['showCard']>[0], action: () => void): void {
    this.#signIn.hide();
    this.#cardAction = action;
    this.#view.showCard(card);
  }

  /** Who signed up has an account now: no second sign-up on the way back. */
  #rememberSignUp(): void {
    if (this.#request?.way === 'sign-up') this.#request = { ...this.#request, way: 'password' };
  }

  #countPeople(): void {
    const { count } = this.#people;
    this.#view.showCount(count);
    tellEmbedder({ type: 'livebox:participants', version: 1, count });
  }

  async #openMedia(): Promise<void> {
    const { self } = this.#people;
    if (!self) return;
    this.#view.showNotices([]);
    const problems = await this.#media.open(self.tools);
    if (!this.#people.self) {
      this.#media.stop();
      return;
    }
    this.#showMedia();
    const missing = describeMissingPackages();
    this.#view.showNotices([...(missing ? [missing] : []), ...problems.map(describeProblem)]);
  }

  async #choose(device: Device, deviceId?: string): Promise<void> {
    const problems = await this.#media.choose(device, deviceId);
    if (problems.length === 0) return;
    this.#dialog.close();
    this.#view.showNotices(problems.map(describeProblem));
  }

  async #toggle(device: Device): Promise<void> {
    if (this.#media.isWanted(device)) this.#media.toggle(device);
    else await this.#choose(device);
    if (!this.#people.self) return;
    this.#showMedia();
    this.#view.say(`Your ${device} is ${this.#media.state(device)}.`);
  }

  #showMedia(): void {
    const { self } = this.#people;
    if (!self) return;
    const media = {
      camera: this.#media.state('camera') === 'on',
      microphone: this.#media.state('microphone') === 'on',
      screen: this.#screen !== undefined,
    };
    this.#view.showDevice('microphone', this.#media.state('microphone'));
    this.#view.showDevice('camera', this.#media.state('camera'));
    this.#view.showScreen(self.tools.screenShare, media.screen);
    this.#people.showSelf(this.#media.preview(), media);
    this.#line?.send({ type: 'media', media });
  }

  async #toggleScreen(): Promise<void> {
    if (this.#screen) {
      this.#stopScreen();
      return;
    }
    const id = this.#people.self?.id;
    const result = await openScreen();
    if (this.#people.self?.id !== id) {
      // The visitor has left meanwhile, and may even be back.
      if ('stream' in result) result.stream.getTracks().forEach((track) => track.stop());
      return;
    }
    if (!('stream' in result)) {
      if (result.notice) this.#view.showNotices([result.notice]);
      return;
    }
    this.#screen = result.stream;
    // The browser has a button of its own to stop.
    result.stream.getTracks()[0]?.addEventListener('ended', () => this.#stopScreen());
    this.#mesh?.shareScreen(result.stream);
    this.#showMedia();
    this.#view.say('You are sharing your screen.');
  }

  #stopScreen(): void {
    this.#screen?.getTracks().forEach((track) => track.stop());
    this.#screen = undefined;
    this.#mesh?.stopScreen();
    this.#showMedia();
  }

  #rename(name: string): void {
    if (name === this.#people.self?.name) return;
    keepOwnName(name);
    if (this.#request?.way === 'guest') this.#request = { ...this.#request, name };
    this.#line?.send({ type: 'rename', name });
  }

  #toggleFullscreen(): void {
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    done.catch(() => this.#view.say('Your browser refused fullscreen.'));
  }
}
