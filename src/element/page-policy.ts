import { ConferenceError } from './conference-error.js';

/** What Chromium knows of a frame; other browsers do not tell what it may do. */
interface PolicyFrame {
  readonly featurePolicy?: { allowsFeature: (feature: string, origin: string) => boolean };
}

/**
 * Refuses a page whose own `Permissions-Policy` header keeps camera or microphone from
 * the frame: `allow` can only narrow it.
 *
 * @param frame in the page: before, browsers say no to everything
 * @throws {ConferenceError} `permissions_policy_blocked`, with the header to send
 */
export function assertPermissionsPolicy(
  frame: HTMLIFrameElement & PolicyFrame,
  features: readonly string[],
  origins: readonly string[],
): void {
  const blocked = ['camera', 'microphone'].filter(
    (feature) =>
      features.includes(feature) &&
      origins.some((origin) => frame.featurePolicy?.allowsFeature(feature, origin) === false),
  );
  if (!blocked[0]) return;
  const header = blocked.map((feature) => `${feature}=(self "${origins.join('" "')}")`).join(', ');
  throw new ConferenceError('permissions_policy_blocked', {
    detail: `Permissions-Policy: ${header}`,
  });
}
