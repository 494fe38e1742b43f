import { bootstrapApplication, provideClientHydration } from '@angular/platform-browser';
import { AppComponent } from './app.component';

bootstrapApplication(AppComponent, { providers: [provideClientHydration()] }).catch(
  (error: unknown) => console.error(error),
);
