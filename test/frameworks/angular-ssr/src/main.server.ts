import {
  bootstrapApplication,
  type BootstrapContext,
  provideClientHydration,
} from '@angular/platform-browser';
import { provideServerRendering, RenderMode, withRoutes } from '@angular/ssr';
import { AppComponent } from './app.component';

const routes = withRoutes([{ path: '**', renderMode: RenderMode.Server }]);

const bootstrap = (context: BootstrapContext) =>
  bootstrapApplication(
    AppComponent,
    { providers: [provideClientHydration(), provideServerRendering(routes)] },
    context,
  );

export default bootstrap;
