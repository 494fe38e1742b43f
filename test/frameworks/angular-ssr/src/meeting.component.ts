import { Component, input, output } from '@angular/core';
import { LiveboxConference } from './livebox-conference.directive';

@Component({
  selector: 'app-meeting',
  imports: [LiveboxConference],
  template: `
    <livebox-conference
      [name]="name()"
      width="640"
      height="360"
      token-endpoint="/livebox/token"
      [token]="token()"
      [strings]="strings"
      (livebox-ready)="log.emit('ready ' + $event.conference.name)"
      (livebox-error)="log.emit('error ' + $event.error.code)"
    ></livebox-conference>
  `,
})
export class MeetingComponent {
  readonly name = input.required<string>();
  readonly token = input<() => Promise<string>>();
  readonly log = output<string>();
  readonly strings = { label: (name: string) => `Room ${name}` };
}
