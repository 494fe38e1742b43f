import { warnDeveloper } from './developer-console.js';
import { parseSize } from './frame-size.js';

/**
 * The size as a rule in the shadow root, so that the author's own style on the tag wins.
 * A new sheet each time: WebKit does not lay out again when a rule of an adopted one changes.
 *
 * @param size values of the attributes; an invalid one is reported and has no effect
 */
export function createSizeSheet(size: { width: string; height: string }): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.insertRule(':host{}');
  const rule = sheet.cssRules[0] as CSSStyleRule;
  for (const side of ['width', 'height'] as const) {
    const value = size[side];
    const length = value && parseSize(value);
    if (length === undefined) {
      warnDeveloper(`${side}="${value}" is no CSS length: the default is used.`);
    }
    rule.style[side] = length ?? '';
  }
  return sheet;
}
