/** @jsxImportSource solid-js */
import type {} from 'livebox-conference/types/solid';

export const tag = (
  <livebox-conference
    name="Conference-1"
    prop:tokenEndpoint="/livebox/token"
    attr:width="800px"
    class="wide"
    on:livebox-ready={(event) => event.conference.name}
  >
    <a href="/join">Join</a>
  </livebox-conference>
);
// @ts-expect-error -- the name is required
export const nameless = <livebox-conference />;
// @ts-expect-error -- no such way of loading
export const wrong = <livebox-conference name="A" loading="never" />;
