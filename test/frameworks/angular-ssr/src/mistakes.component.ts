// What the compiler says of these templates: one mistake in each line that is marked.
import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import { LiveboxConference } from './livebox-conference.directive';

@Component({
  selector: 'app-mistakes',
  imports: [LiveboxConference],
  template: `
    <livebox-conference name="A" loading="lazy" [width]="800" timeout="5000" method="get" />
    <livebox-conference name="A" [frame-origins]="text" [strings]="strings" [token]="token" />
    <livebox-conference #meeting name="A" (livebox-statechange)="take($event.newState)">
      <button (click)="meeting.close()">Leave</button>
    </livebox-conference>

    <livebox-conference />
    <!-- ^ the name is required -->
    <livebox-conference name="A" loading="never" />
    <!-- ^ no such way of loading -->
    <livebox-conference name="A" timeout="soon" />
    <!-- ^ no number -->
    <livebox-conference name="A" [token-endpoint]="3" />
    <!-- ^ no text -->
    <livebox-conference name="A" [nmae]="text" />
    <!-- ^ no such property -->
    <livebox-conference name="A" [strings]="{ label: text }" />
    <!-- ^ the label is a function -->
    <livebox-conference name="A" (livebox-ready)="take($event.error)" />
    <!-- ^ no such field of this event -->
    <livebox-conference name="A" (livebox-redy)="take($event.conference)" />
    <!-- ^ no such event -->
    <livebox-conference #other name="A" (click)="other.leave()" />
    <!-- ^ no such method -->
  `,
})
export class MistakesComponent {
  readonly text = '';
  readonly strings = { label: (name: string) => `Room ${name}` };
  readonly token = async () => 'token';
  readonly take = (_value: unknown) => undefined;
}

@Component({
  selector: 'app-plain-mistakes',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <livebox-conference #meeting name="A" (livebox-error)="take($event.error.code)" />
    <livebox-conference name="A" (livebox-error)="take($event.conference)" />
    <!-- ^ no such field of this event -->
  `,
})
export class PlainMistakesComponent {
  readonly take = (_value: unknown) => undefined;
}
