// What svelte-check checks a component's markup against.
import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from 'livebox-conference/types/svelte';

type Props = SvelteHTMLElements['livebox-conference'];

export const bound: Props = {
  name: 'Conference-1',
  'token-endpoint': '/livebox/token',
  class: 'wide',
  'onlivebox-ready': ({ conference }) => conference.name,
};
// @ts-expect-error -- the name is required
export const nameless: Props = {};
// @ts-expect-error -- no such way of loading
export const wrong: Props = { name: 'A', loading: 'never' };
