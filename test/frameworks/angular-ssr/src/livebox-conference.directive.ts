import { afterNextRender, Directive, effect, ElementRef, inject, input } from '@angular/core';
import type { LiveboxConferenceElement } from 'livebox-conference';

/** Checks what templates bind to `<livebox-conference>`, and hands it to the tag. */
@Directive({
  selector: 'livebox-conference',
  host: {
    '[attr.name]': 'name()',
    '[attr.width]': 'width()',
    '[attr.height]': 'height()',
    '[attr.token-endpoint]': 'tokenEndpoint()',
    '[attr.method]': 'method()',
    '[attr.credentials]': 'credentials()',
    '[attr.loading]': 'loading()',
    '[attr.label]': 'label()',
    '[attr.frame-origins]': 'frameOrigins()',
    '[attr.allow]': 'allow()',
    '[attr.timeout]': 'timeout()',
  },
})
export class LiveboxConference {
  readonly name = input.required<string>();
  readonly width = input<string | number>();
  readonly height = input<string | number>();
  readonly tokenEndpoint = input<string>(undefined, { alias: 'token-endpoint' });
  readonly method = input<'post' | 'get'>();
  readonly credentials = input<RequestCredentials>();
  readonly loading = input<'eager' | 'lazy' | 'click'>();
  readonly label = input<string>();
  readonly frameOrigins = input<string>(undefined, { alias: 'frame-origins' });
  readonly allow = input<string>();
  readonly timeout = input<number | `${number}`>();
  readonly token = input<LiveboxConferenceElement['token']>();
  readonly retryDelay = input(1000);
  readonly grant = input<LiveboxConferenceElement['grant']>();
  readonly strings = input<LiveboxConferenceElement['strings']>({});

  constructor() {
    const element = inject<ElementRef<LiveboxConferenceElement>>(ElementRef).nativeElement;
    effect(() => {
      element.token = this.token();
      element.retryDelay = this.retryDelay();
      element.grant = this.grant();
      element.strings = this.strings();
    });
    // In the browser, and not before a server's tag has its properties: it would ask without a token.
    afterNextRender(() => void import('livebox-conference'));
  }
}
