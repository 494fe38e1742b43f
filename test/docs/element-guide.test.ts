import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { styles } from '../../src/element/livebox-conference.styles.js';

const guide = readFileSync(new URL('../../docs/element.md', import.meta.url), 'utf8');

test('the guide publishes the hash of the style that server-rendered tags carry', () => {
  const hash = createHash('sha256').update(styles.cssText).digest('base64');
  assert.ok(guide.includes(`'sha256-${hash}'`), `docs/element.md should say sha256-${hash}`);
});

test('the tag can be imported on a server without a DOM', async () => {
  const { LiveboxConferenceElement } = await import('../../src/element/livebox-conference.js');
  assert.equal(customElements.get('livebox-conference'), LiveboxConferenceElement);
});
