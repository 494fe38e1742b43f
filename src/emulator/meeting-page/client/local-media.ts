/** A kind of device that a meeting uses. */
export type Device = 'camera' | 'microphone';

/** Why a device is not there. */
export type MediaProblemReason = 'insecure' | 'policy' | 'denied' | 'missing' | 'busy' | 'failed';

/** A device, or both, that could not be opened. */
export interface MediaProblem {
  devices: Device[];
  reason: MediaProblemReason;
}

/** What could be opened, and what could not. */
export interface LocalMedia {
  stream: MediaStream;
  problems: MediaProblem[];
}

// Chromium only; other engines don't tell why a permission was refused.
interface FeaturePolicy {
  allowsFeature(feature: string): boolean;
}

/**
 * Asks for camera and microphone, or one of them. Never rejects: one that can't be had is a
 * problem in the result, and the other is opened all the same.
 *
 * @param deviceId which one; only with a single device
 */
export async function openLocalMedia(devices: Device[], deviceId?: string): Promise<LocalMedia> {
  const stream = new MediaStream();
  if (devices.length === 0) return { stream, problems: [] };
  if (!isSecureContext || !('mediaDevices' in navigator)) {
    return { stream, problems: [{ devices, reason: 'insecure' }] };
  }
  const allowed = devices.filter(isAllowedByPolicy);
  const blocked = devices.filter((device) => !isAllowedByPolicy(device));
  const problems = [
    ...group(blocked.map((device) => ({ device, reason: 'policy' as const }))),
    ...group(await openInto(stream, allowed, deviceId)),
  ];
  return { stream, problems };
}

type Failure = { device: Device; reason: MediaProblemReason };

async function openInto(
  stream: MediaStream,
  wanted: Device[],
  deviceId?: string,
): Promise<Failure[]> {
  const error = await tryOpen(stream, wanted, deviceId);
  if (!error) return [];
  const reason = explain(error);
  if (wanted.length < 2) return wanted.map((device) => ({ device, reason }));
  // One request for both fails as a whole. After a refusal only a device that was not
  // refused is asked for again: no second prompt for a visitor who just said no.
  const denied = reason === 'denied' ? await findDenied(wanted) : [];
  const rest = wanted.filter((device) => !denied.includes(device));
  if (reason === 'denied' && rest.length !== 1) {
    return wanted.map((device) => ({ device, reason }));
  }
  const failures: Failure[] = denied.map((device) => ({ device, reason }));
  for (const device of rest) failures.push(...(await openInto(stream, [device])));
  return failures;
}

async function tryOpen(stream: MediaStream, wanted: Device[], deviceId?: string): Promise<unknown> {
  if (wanted.length === 0) return undefined;
  const which = deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
  const picture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24 } };
  try {
    const opened = await navigator.mediaDevices.getUserMedia({
      video: wanted.includes('camera') && { ...picture, ...which },
      audio: wanted.includes('microphone') && { ...which },
    });
    opened.getTracks().forEach((track) => stream.addTrack(track));
    return undefined;
  } catch (error) {
    return error ?? new Error('No reason given');
  }
}

function explain(error: unknown): MediaProblemReason {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}

async function findDenied(wanted: Device[]): Promise<Device[]> {
  const states = await Promise.all(wanted.map(queryPermission));
  return wanted.filter((_, index) => states[index] === 'denied');
}

async function queryPermission(device: Device): Promise<PermissionState | undefined> {
  try {
    const status = await navigator.permissions.query({ name: device });
    return status.state;
  } catch {
    // Not every engine knows these names.
    return undefined;
  }
}

function isAllowedByPolicy(device: Device): boolean {
  return readFeaturePolicy()?.allowsFeature(device) ?? true;
}

function readFeaturePolicy(): FeaturePolicy | undefined {
  return (document as Document & { featurePolicy?: FeaturePolicy }).featurePolicy;
}

function group(failures: Failure[]): MediaProblem[] {
  const problems: MediaProblem[] = [];
  for (const { device, reason } of failures) {
    const same = problems.find((problem) => problem.reason === reason);
    if (same) same.devices.push(device);
    else problems.push({ devices: [device], reason });
  }
  return problems;
}
