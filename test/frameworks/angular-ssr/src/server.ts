import {
  AngularNodeAppEngine,
  createNodeRequestHandler,
  isMainModule,
  writeResponseToNodeResponse,
} from '@angular/ssr/node';
import express from 'express';

const engine = new AngularNodeAppEngine({ allowedHosts: ['localhost'] });
const app = express();

app.use(express.static(`${import.meta.dirname}/../browser`, { index: false, redirect: false }));
app.use(async (request, response, next) => {
  const answer = await engine.handle(request);
  if (answer) await writeResponseToNodeResponse(answer, response);
  else next();
});

if (isMainModule(import.meta.url)) app.listen(Number(process.env['PORT']), '127.0.0.1');

/** For Angular's own tools. */
export const reqHandler = createNodeRequestHandler(app);
