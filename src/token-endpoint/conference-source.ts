import { ConferenceCache, type FillTask, isEnablingDue } from './conference-cache.js';
import { fillConference } from './conference-fill.js';
import type { EndpointSettings } from './endpoint-options.js';
import { probeFrame } from './frame-probe.js';
import { readEntry, writeEntry } from './fill-entry.js';
import { shareEntry, type Sharing } from './fill-store.js';
import type { Reporter } from './reporter.js';
import { UpstreamPolicy } from './upstream-policy.js';

/** Puts the cache in front of Livebox, and the shared store, if there is one, between them. */
export function createCache(settings: EndpointSettings, reporter: Reporter): ConferenceCache {
  const { livebox, frameOrigins, cache, now } = settings;
  const policy = new UpstreamPolicy((state) => reporter.tell({ type: 'breaker', state }));
  const probe = settings.probe
    ? (src: string) => probeFrame(src, frameOrigins, globalThis.fetch)
    : undefined;
  const share = createSharing(settings, reporter);
  return new ConferenceCache(cache, {
    now,
    load: (task, make) => (share ? shareEntry(share(task), make) : make()),
    fill: ({ access, size }) =>
      policy.fill(access.conference.name, (signal) =>
        fillConference(access, { livebox, policy, frameOrigins, size, probe, now, signal }),
      ),
    onFailure: (refusal, conference) => reporter.report(refusal, conference),
    onUse: (use) => reporter.tell({ type: 'cache', use }),
  });
}

function createSharing(
  { livebox, frameOrigins, cache: { store, freshFor }, now }: EndpointSettings,
  reporter: Reporter,
): ((task: FillTask) => Sharing) | undefined {
  if (!store) return undefined;
  const time = (): number => now().getTime();
  return ({ access }) => ({
    store,
    // Two servers may have a conference of the same name.
    key: `${livebox.origin}/${access.conference.name}`,
    read: (text) => {
      const isSafe = (src: string): boolean => !livebox.containsSecret(src);
      // Twice the age: the clocks of two machines differ.
      const entry = readEntry(text, { now: time(), longest: 2 * freshFor, frameOrigins, isSafe });
      return entry && isEnablingDue(entry, access) ? undefined : entry;
    },
    write: (entry) => ({
      text: writeEntry(entry),
      seconds: Math.max(1, Math.ceil((entry.freshUntil - time()) / 1000)),
    }),
    onError: (error) => reporter.reportStore(error, access.conference.name),
  });
}
