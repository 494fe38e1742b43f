// `<livebox-conference>` in templates of Vue 3: https://vuejs.org/guide/extras/web-components
import type { AllowedComponentProps, HTMLAttributes, VNodeProps } from 'vue';
import type {
  ConferenceAttributes,
  ConferenceNames,
  ConferenceProperties,
} from '../conference-attributes.js';
import type { LiveboxEventMap } from '../conference-events.js';
import type { LiveboxConferenceElement } from '../livebox-conference-element.js';

type Emit = <Type extends keyof LiveboxEventMap>(type: Type, event: LiveboxEventMap[Type]) => void;

/** `@livebox-ready` is `onLiveboxReady` to Vue. */
type Handlers = {
  [Type in keyof LiveboxEventMap as `on${PascalCase<Type>}`]?: (
    event: LiveboxEventMap[Type],
  ) => void;
};

type PascalCase<Text extends string> = Text extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${PascalCase<Rest>}`
  : Capitalize<Text>;

interface LiveboxConferenceComponent {
  new (): LiveboxConferenceElement & {
    $props: Omit<HTMLAttributes, keyof ConferenceAttributes> &
      ConferenceAttributes &
      ConferenceNames &
      ConferenceProperties &
      Handlers &
      VNodeProps &
      AllowedComponentProps;
    $emit: Emit;
  };
}

declare module 'vue' {
  interface GlobalComponents {
    'livebox-conference': LiveboxConferenceComponent;
  }
}
