import { inspect } from 'node:util';
import { expect, test } from './road-fixture.js';

const CANARY = 'canary-7f3a9c51e2';

/** Every form in which the key could have slipped out. */
const FORMS = [
  CANARY,
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64').replace(/=+$/, ''),
  Buffer.from(CANARY).toString('hex'),
];

/** Collects what this process writes: page, endpoint and emulator all run in it. */
function watchOutput(): { stop: () => string[] } {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream;
    stream.write = (chunk: string | Uint8Array) => lines.push(Buffer.from(chunk).toString()) > 0;
    return () => (stream.write = write);
  });
  return {
    stop: () => {
      for (const restore of streams) restore();
      return lines;
    },
  };
}

for (const { title, leakKey } of [
  { title: 'in a meeting that works', leakKey: false },
  { title: 'even when the Livebox server gives it away', leakKey: true },
]) {
  test(`the key reaches no browser, log or error, ${title}`, async ({ page, createRoad }) => {
    const log = watchOutput();
    const received: Promise<string>[] = [];
    page.on('response', (response) => {
      const body = response.body().catch(() => Buffer.alloc(0));
      const head = `${response.url()} ${JSON.stringify(response.headers())}`;
      received.push(body.then((bytes) => `${head} ${bytes.toString()}`));
    });
    page.on('console', (message) => received.push(Promise.resolve(message.text())));
    const road = await createRoad({
      emulator: { conferences: ['Conference-1'], key: CANARY, leakKey },
    });
    await page.goto(road.page);
    const tag = page.locator('livebox-conference');
    await expect(tag).toHaveJSProperty('state', leakKey ? 'failed' : 'ready');
    if (leakKey) {
      const code = await tag.evaluate(
        (element) => (element as { error?: { code: string } }).error?.code,
      );
      expect(code).toBe('upstream_invalid');
    }
    received.push(page.content());
    const everything = [
      ...(await Promise.all(received)),
      ...log.stop(),
      inspect(road.errors, { depth: Infinity, showHidden: true }),
      inspect(road.emulator.requests, { depth: Infinity }),
    ].join('\n');
    expect(everything).toContain('/livebox/token');
    for (const form of FORMS) expect(everything).not.toContain(form);
  });
}
