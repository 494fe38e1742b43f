import type * as Prometheus from 'prom-client';
import type { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CommandError } from '../cli-error.js';
import type { EndpointEvent } from '../../token-endpoint/token-endpoint.js';
import type { UpstreamCall } from './observed-livebox.js';

/** One answered request, as it is counted. */
export interface RequestMeasure {
  readonly status: number;
  /** Of a problem, or `ok`. */
  readonly code: string;
  readonly seconds: number;
}

/** Counts what the endpoint does. No name, token or address ever becomes a label. */
export interface Metrics {
  countRequest(measure: RequestMeasure): void;
  countUpstream(call: UpstreamCall): void;
  countEvent(event: EndpointEvent): void;
  setInFlight(requests: number): void;
  /** The text that Prometheus reads. */
  render(): Promise<{ contentType: string; text: string }>;
}

const BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Creates the metrics.
 *
 * @throws {CommandError} `metrics_unavailable` where prom-client is not installed
 */
export async function createMetrics(): Promise<Metrics> {
  const client = await importClient();
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  return new PrometheusMetrics(registry, {
    ...createEventInstruments(client, registry),
    requests: new client.Counter({
      name: 'livebox_requests_total',
      help: 'Answered requests for grants by status and problem code',
      labelNames: ['status', 'code'],
      registers: [registry],
    }),
    duration: new client.Histogram({
      name: 'livebox_request_duration_seconds',
      help: 'Time from a request to the end of its answer',
      buckets: BUCKETS,
      registers: [registry],
    }),
    inFlight: new client.Gauge({
      name: 'livebox_requests_in_flight',
      help: 'Requests for grants that are being answered',
      registers: [registry],
    }),
    upstream: new client.Histogram({
      name: 'livebox_upstream_call_duration_seconds',
      help: 'Calls to the Livebox server by operation and outcome',
      labelNames: ['operation', 'outcome'],
      buckets: BUCKETS,
      registers: [registry],
    }),
  });
}

interface Instruments extends Readonly<ReturnType<typeof createEventInstruments>> {
  readonly requests: Counter<'status' | 'code'>;
  readonly duration: Histogram;
  readonly inFlight: Gauge;
  readonly upstream: Histogram<'operation' | 'outcome'>;
}

/** For what happens inside the endpoint. */
function createEventInstruments(
  client: typeof Prometheus,
  registry: Registry,
): { cache: Counter<'use'>; limited: Counter<'kind'>; breaker: Gauge<'state'> } {
  const registers = [registry];
  return {
    cache: new client.Counter({
      name: 'livebox_cache_uses_total',
      help: 'How requests came by what Livebox says: hit, stale, coalesced or miss',
      labelNames: ['use'],
      registers,
    }),
    limited: new client.Counter({
      name: 'livebox_limited_total',
      help: 'Requests that were one too many, by limit',
      labelNames: ['kind'],
      registers,
    }),
    breaker: new client.Gauge({
      name: 'livebox_breaker_state',
      help: '1 for the state that the breaker in front of Livebox is in',
      labelNames: ['state'],
      registers,
    }),
  };
}

const BREAKER_STATES = ['closed', 'open', 'half_open'] as const;

class PrometheusMetrics implements Metrics {
  readonly #registry: Registry;
  readonly #instruments: Instruments;

  constructor(registry: Registry, instruments: Instruments) {
    this.#registry = registry;
    this.#instruments = instruments;
    this.countEvent({ type: 'breaker', state: 'closed' });
  }

  countEvent(event: EndpointEvent): void {
    const { cache, limited, breaker } = this.#instruments;
    switch (event.type) {
      case 'cache': {
        cache.inc({ use: event.use });
        return;
      }
      case 'limit': {
        limited.inc({ kind: event.kind });
        return;
      }
      case 'breaker':
        for (const state of BREAKER_STATES) breaker.set({ state }, Number(state === event.state));
    }
  }

  countRequest({ status, code, seconds }: RequestMeasure): void {
    this.#instruments.requests.inc({ status: String(status), code });
    this.#instruments.duration.observe(seconds);
  }

  countUpstream({ operation, outcome, seconds }: UpstreamCall): void {
    this.#instruments.upstream.observe({ operation, outcome }, seconds);
  }

  setInFlight(requests: number): void {
    this.#instruments.inFlight.set(requests);
  }

  async render(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}

async function importClient(): Promise<typeof Prometheus> {
  try {
    return await import('prom-client');
  } catch (cause) {
    throw new CommandError(
      'metrics_unavailable',
      'Metrics need the package prom-client: npm install prom-client, or leave --metrics out.',
      { cause },
    );
  }
}
