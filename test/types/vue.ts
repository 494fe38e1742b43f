// What vue-tsc checks a template against.
import type { GlobalComponents } from 'vue';
import type {} from 'livebox-conference/types/vue';

type Props = InstanceType<GlobalComponents['livebox-conference']>['$props'];

export const bound: Props = {
  name: 'Conference-1',
  tokenEndpoint: '/livebox/token',
  width: 800,
  class: 'wide',
  onLiveboxReady: ({ conference }) => conference.name,
  onLiveboxStatechange: ({ newState }) => newState,
};
// @ts-expect-error -- the name is required
export const nameless: Props = {};
// @ts-expect-error -- no such way of loading
export const wrong: Props = { name: 'A', loading: 'never' };
