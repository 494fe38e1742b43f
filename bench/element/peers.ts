import { jitsiSource } from './jitsi-source.js';

/** The room that every frame shows; a host that Whereby's element accepts as its own. */
export const FRAME_ORIGIN = 'https://bench.whereby.com';
export const ROOM = `${FRAME_ORIGIN}/room`;

/** What can be put on a page beside the element. */
export interface Peer {
  readonly name: string;
  /** The module that a page loads; it may define `mount(parent, room)`. */
  readonly source: string;
  /** How the page says where the meeting goes, when that is not by `mount()`. */
  readonly tag?: string;
}

/** The drop-in embeds that npm has, by what a page loads first. */
export function peers(): Peer[] {
  return [
    { name: FLOOR, source: FLOOR_SOURCE, tag: '<floor-element endpoint="/token"></floor-element>' },
    {
      name: 'Digital Samba',
      source: `import { DigitalSambaEmbedded } from '@digitalsamba/embedded-sdk';
        globalThis.mount = (root, url) => new DigitalSambaEmbedded({ url, root });`,
    },
    {
      name: WHEREBY,
      source: `import '@whereby.com/browser-sdk/embed';`,
      tag: `<whereby-embed room="${ROOM}"></whereby-embed>`,
    },
    {
      name: 'Jitsi',
      source: `import JitsiMeetExternalAPI from ${JSON.stringify(jitsiSource())};
        globalThis.mount = (parentNode, url) =>
          new JitsiMeetExternalAPI(new URL(url).host, { parentNode, roomName: 'room' });`,
    },
    {
      name: 'Daily',
      source: `import Daily from '@daily-co/daily-js';
        globalThis.mount = (parent, url) => {
          const call = Daily.createFrame(parent, { url });
          call.join().catch(() => undefined);
        };`,
    },
    { name: 'livekit-client', source: `export * from 'livekit-client';` },
    { name: 'lite-youtube-embed', source: `import 'lite-youtube-embed';` },
  ];
}

export const WHEREBY = 'Whereby';
export const FLOOR = 'floor: a Lit element that fetches and frames';

/** The least that does the work with Lit: what an engineer writes in ten minutes. */
const FLOOR_SOURCE = `import { LitElement, html, css } from 'lit';
customElements.define('floor-element', class extends LitElement {
  static properties = { endpoint: {}, src: { state: true }, failed: { state: true } };
  static styles = css\`:host { display: block; aspect-ratio: 16 / 9 }
    iframe { width: 100%; height: 100%; border: 0 }\`;
  async connectedCallback() {
    super.connectedCallback();
    const response = await fetch(this.endpoint, { method: 'POST' });
    if (response.ok) this.src = (await response.json()).src;
    else this.failed = true;
  }
  render() {
    if (this.failed) return html\`<p role="alert">Failed</p>\`;
    return this.src ? html\`<iframe allow="camera; microphone" src=\${this.src}></iframe>\` : 'Loading';
  }
});`;
