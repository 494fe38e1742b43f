// The entry `livebox-conference` on a server, for `@lit-labs/ssr` and what builds on it.
import { html, type TemplateResult } from 'lit-html';
import { parseGrant } from '../embed-protocol/grant.js';
import { framePermissions, splitFeatures } from './frame-permissions.js';
import { LiveboxConferenceElement as BrowserElement } from './livebox-conference-element.js';

export { ConferenceError, type ConferenceErrorCode } from './conference-error.js';
export * from './conference-events.js';
export type { Conference } from './conference.js';
export type { ConferenceStatus } from './conference-state.js';
export type { ConferenceStrings, StringReplacements } from './conference-strings.js';

/**
 * The element as a server renders it: with a grant, its frame stands in the declarative
 * shadow root, so that the browser loads the meeting before any script has run. The
 * element takes that frame over.
 */
export class LiveboxConferenceElement extends BrowserElement {
  /** The mark by which `@lit-labs/ssr` knows what it can render. */
  static readonly _$litElement$ = true;

  /** On a server nothing is asked for. */
  protected override willUpdate(): void {
    // The browser's element starts its visit here.
  }

  /** Without a grant the author's own content shows, as it does without JavaScript. */
  render(): TemplateResult {
    const grant = this.loading === 'eager' ? parseGrant(this.grant) : undefined;
    if (grant?.name !== this.name) return html`<slot></slot>`;
    const allow = framePermissions(splitFeatures(this.allow), grant.frameOrigins);
    const title = this.label || `Video conference: ${this.name}`;
    return html`<iframe
      part="frame"
      title=${title}
      allow=${allow}
      referrerpolicy="strict-origin-when-cross-origin"
      src=${grant.src}
    ></iframe>`;
  }
}

if (!customElements.get('livebox-conference')) {
  customElements.define('livebox-conference', LiveboxConferenceElement);
}
