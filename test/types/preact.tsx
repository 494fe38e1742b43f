/** @jsxImportSource preact */
import type {} from 'livebox-conference/types/preact';

export const tag = (
  <livebox-conference
    name="Conference-1"
    width={800}
    tokenEndpoint="/livebox/token"
    class="wide"
    onlivebox-ready={(event) => event.conference.name}
  >
    <a href="/join">Join</a>
  </livebox-conference>
);
// @ts-expect-error -- the name is required
export const nameless = <livebox-conference />;
// @ts-expect-error -- no such way of loading
export const wrong = <livebox-conference name="A" loading="never" />;
