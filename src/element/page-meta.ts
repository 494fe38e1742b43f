import { splitOrigins } from './frame-origins.js';

/** The token endpoint of every tag on the page that names none itself. */
export function pageEndpoint(): string | undefined {
  return readMeta('livebox-token-endpoint');
}

/** The origins that bound every tag on the page, if the page says so. */
export function pageFrameOrigins(): string[] | undefined {
  const content = readMeta('livebox-frame-origins');
  return content === undefined ? undefined : splitOrigins(content);
}

function readMeta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
