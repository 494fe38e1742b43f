import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LiveboxClient } from '../../livebox-api/livebox-client.js';
import { createNodeListener } from '../../token-endpoint/node-listener.js';
import { createPipeline } from '../../token-endpoint/endpoint-pipeline.js';
import type { Pipeline } from '../../token-endpoint/pipeline.js';
import { createFetch } from '../../token-endpoint/pipeline-fetch.js';
import { createStation } from '../../token-endpoint/station.js';
import type { ErrorContext } from '../../token-endpoint/token-endpoint.js';
import { describeCause } from '../cause-text.js';
import type { EndpointSettings } from '../endpoint-settings.js';
import { EndpointServer } from './endpoint-server.js';
import { createLogger, type Logger } from './logger.js';
import { createMetrics, type Metrics } from './metrics.js';
import { observeLivebox } from './observed-livebox.js';
import { currentRecord, listFields, openRecord } from './request-record.js';
import type { ServeSettings } from './serve-settings.js';
import { connectServices } from './shared-services.js';
import { refuseRequests } from './shutting-down.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A token endpoint with its logs and metrics, as `livebox serve` runs it. */
export class EndpointService {
  readonly #server: EndpointServer;
  readonly #logger: Logger;
  readonly #path: string;

  private constructor(server: EndpointServer, logger: Logger, path: string) {
    this.#server = server;
    this.#logger = logger;
    this.#path = path;
  }

  /**
   * Creates the service; it does not listen yet.
   *
   * @param injected instead of JSON lines on stdout
   * @throws {EndpointOptionsError} when an option of the endpoint is not valid
   * @throws {CommandError} `metrics_unavailable`
   */
  static async create(
    client: LiveboxClient,
    endpoint: EndpointSettings,
    settings: ServeSettings,
    injected: Logger | undefined,
  ): Promise<EndpointService> {
    const logger = injected ?? (await createLogger(settings.logLevel));
    const metrics = settings.metrics ? await createMetrics() : undefined;
    const shared = await connectServices(settings);
    const station = createStation({
      ...shared,
      ...endpoint,
      // A file may say how long fills are fresh while Redis shares them.
      ...(shared.cache && { cache: { ...shared.cache, ...endpoint.cache } }),
      livebox: observeLivebox(client, (call) => metrics?.countUpstream(call)),
      onEvent(event) {
        metrics?.countEvent(event);
        return endpoint.onEvent?.(event);
      },
      onRefusal(why, refusal) {
        const record = currentRecord.getStore();
        if (record) record.why = why;
        return endpoint.onRefusal?.(why, refusal);
      },
      onError(error, failure) {
        logFailure(logger, error, failure);
        return endpoint.onError?.(error, failure);
      },
    });
    const pipeline = createPipeline(station);
    const listen = (answering: Pipeline): Listener => {
      const fetch = createFetch(watch(answering));
      return observe(createNodeListener({ fetch }), logger, metrics);
    };
    const answer = listen(pipeline);
    const refuse = listen(refuseRequests(pipeline, endpoint.origins));
    const server = new EndpointServer(settings, { answer, refuse, metrics });
    return new EndpointService(server, logger, settings.path);
  }

  /**
   * Starts to listen.
   *
   * @throws {CommandError} `port_in_use`, `listen_failed`
   */
  async start(): Promise<void> {
    const origin = await this.#server.listen();
    this.#logger.info({ url: origin + this.#path }, 'listening');
  }

  /** Ends: unready, drain, close. */
  async stop(signal: string): Promise<void> {
    this.#logger.info({ signal }, 'shutting down');
    const cutOff = await this.#server.shutDown();
    this.#logger.info({ cutOff }, 'stopped');
  }
}

/** Notes in the request's record what the endpoint answers. */
function watch(pipeline: Pipeline): Pipeline {
  return async (question) => {
    const answer = await pipeline(question);
    const record = currentRecord.getStore();
    if (record) {
      record.code = answer.code;
      record.conference ??= answer.conference;
    }
    return answer;
  };
}

/** Logs and counts every request when its answer has ended, however it has. */
function observe(listener: Listener, logger: Logger, metrics: Metrics | undefined): Listener {
  return (request, response) => {
    const start = performance.now();
    const record = openRecord(request);
    response.setHeader('X-Request-Id', record.requestId);
    response.once('close', () => {
      const seconds = (performance.now() - start) / 1000;
      const isAborted = !response.writableFinished;
      const { statusCode: status } = response;
      metrics?.countRequest({
        status,
        code: isAborted ? 'aborted' : (record.code ?? 'ok'),
        seconds,
      });
      const fields = {
        ...listFields(record),
        method: nameMethod(request),
        status,
        ms: Math.round(seconds * 1000),
      };
      logger.info(isAborted ? { ...fields, aborted: true } : fields, 'request');
    });
    currentRecord.run(record, () => listener(request, response));
  };
}

/** Node's parser lets known methods through only. */
function nameMethod({ method }: IncomingMessage): string {
  return method ?? 'UNKNOWN';
}

function logFailure(logger: Logger, error: unknown, { code, conference }: ErrorContext): void {
  const record = currentRecord.getStore();
  if (record && conference !== undefined) record.conference = conference;
  const message = error instanceof Error ? error.message : 'unknown';
  const cause = describeCause(error);
  const fields = {
    ...(record && listFields(record)),
    code,
    error: message,
    ...(cause !== undefined && { cause }),
  };
  logger.error(fields, 'the endpoint failed');
}
