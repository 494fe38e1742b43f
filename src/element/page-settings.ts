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

/** A grant that the server has written into the tag, by `serializeGrant()`. */
export function readGrantChild(element: Element): unknown {
  const script = element.querySelector(':scope > script[type="application/json"]');
  if (!script) return undefined;
  try {
    return JSON.parse(script.textContent) as unknown;
  } catch {
    return {};
  }
}
