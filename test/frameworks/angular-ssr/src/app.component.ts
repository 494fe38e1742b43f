import { Component, signal } from '@angular/core';
import { MeetingComponent } from './meeting.component';

@Component({
  selector: 'app-root',
  imports: [MeetingComponent],
  template: `
    <button (click)="isShown.set(!isShown())">Toggle</button>
    <label>Conference <input #input [value]="name()" (input)="name.set(input.value)" /></label>
    @if (isShown()) {
      <app-meeting [name]="name()" [token]="token" (log)="addEntry($event)" />
    }
    <ol>
      @for (entry of log(); track $index) {
        <li>{{ entry }}</li>
      }
    </ol>
  `,
})
export class AppComponent {
  readonly isShown = signal(true);
  readonly name = signal('Conference-1');
  readonly log = signal<string[]>([]);

  readonly token = async () => 'token-of-the-visitor';

  addEntry(entry: string): void {
    this.log.update((log) => [...log, entry]);
  }
}
