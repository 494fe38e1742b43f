import { EndpointService } from '../../src/cli/serve/endpoint-service.js';
import { createLogger, type Logger } from '../../src/cli/serve/logger.js';
import type { LiveboxClient } from '../../src/livebox-api/livebox-client.js';
import { createControls } from './endpoint.js';

/** What `livebox serve` does without being told otherwise; times in ms. */
const SETTINGS = {
  host: '127.0.0.1',
  port: 0,
  path: '/livebox/token',
  headersTimeout: 5000,
  requestTimeout: 10_000,
  drainDelay: 0,
  shutdownTimeout: 15_000,
  metrics: true,
  redisUrl: undefined,
  trustedProxies: undefined,
  logLevel: 'info',
} as const;

/** Starts `livebox serve --metrics` in this process, every control on and a log line for each request. */
export async function startService(
  livebox: LiveboxClient,
  onPort: (port: number) => void,
  onRequest: () => void,
): Promise<void> {
  const logger = await createLogger('info');
  const watched: Logger = {
    info(fields, message) {
      logger.info(fields, message);
      if (message === 'request') onRequest();
      if (message === 'listening') onPort(Number(new URL(String(fields['url'])).port));
    },
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
  const service = await EndpointService.create(livebox, createControls(), SETTINGS, watched);
  await service.start();
}
