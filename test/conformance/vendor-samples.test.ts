// The vendor page's samples as they stand there, repaired as test/fixtures/vendor-samples
// lists, run by the programs that they are written for.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import {
  type Answered,
  assertDocumented,
  assertRefusal,
  fill,
  KEY,
  withEmulator,
} from '../fixtures/vendor-samples/documented-answer.js';
import { repairSnippet, type VendorSample } from '../fixtures/vendor-samples/repair.js';
import { documentedResponse, SECTIONS } from '../fixtures/vendor-samples/vendor-samples.js';

/** A program, its arguments and what it reads from its standard input. */
interface Run {
  command: string;
  args: string[];
  input: string;
}

interface Runner {
  /** Debian's packages. */
  packages: string;
  /** Whether the program is there, with what the samples need. */
  isThere: () => boolean;
  /** Runs a snippet and has it print the answer's status on a last line. */
  run: (snippet: string) => Run;
}

const RUNNERS = {
  curl: {
    packages: 'curl',
    isThere: () => succeeds('curl', '--version'),
    run: (snippet) => ({
      command: 'sh',
      args: [],
      input: `${snippet.replace(/^\$ /, '').trimEnd()} -sS -w '\\n%{http_code}'`,
    }),
  },
  php: {
    packages: 'php-cli php-curl',
    isThere: () => succeeds('php', '-r', 'exit(function_exists("curl_init") ? 0 : 1);'),
    run: (snippet) => ({
      command: 'php',
      args: [],
      input: `${snippet}\necho "\\n", curl_getinfo($ch, CURLINFO_RESPONSE_CODE);`,
    }),
  },
  python: {
    packages: 'python3-requests',
    isThere: () => findPython() !== undefined,
    run: (snippet) => ({
      command: findPython() ?? 'python3',
      args: ['-'],
      input: `${snippet}\nprint(x.status_code, end='')`,
    }),
  },
} as const satisfies Partial<Record<VendorSample['language'], Runner>>;

for (const [language, { packages, isThere, run }] of Object.entries<Runner>(RUNNERS)) {
  describe(`conformance: ${language}`, () => {
    before(() => {
      const command = `sudo apt-get install --no-install-recommends ${packages}`;
      assert.ok(isThere(), `The samples need a program that is not here. On Debian: ${command}`);
    });

    for (const { slug, operation, samples } of SECTIONS) {
      const sample = samples.find((candidate) => candidate.language === language);
      test(`${slug} · ${sample?.expected.outcome ?? 'missing'}`, async () => {
        assert.ok(sample);
        await withEmulator(operation, async (url) => {
          const answer = await execute(run(fill(repairSnippet(sample), url)));
          assert.ok(!answer.body.includes(KEY), 'the answer holds the key');
          if (sample.expected.outcome === 'refused') assertRefusal(answer);
          else assertDocumented(answer, documentedResponse(slug), url);
        });
      });
    }
  });
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** The first on the PATH may be another than Debian's, without its packages. */
function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((command) =>
    succeeds(command, '-c', 'import requests'),
  );
}

/** Not synchronously: the emulator has to answer meanwhile. */
function execute({ command, args, input }: Run): Promise<Answered> {
  return new Promise((resolve, reject) => {
    // A proxy of the machine has nothing to do with loopback.
    const env = { ...process.env, no_proxy: '127.0.0.1', NO_PROXY: '127.0.0.1' };
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.on('error', reject).on('close', (code) => {
      const [, body, status] = /^([^]*)\n(\d{3})$/.exec(output) ?? [];
      if (code === 0 && body !== undefined) resolve({ status: Number(status), body });
      else reject(new Error(`${command} ended with ${String(code)}: ${complaints}${output}`));
    });
    child.stdin.end(input);
  });
}
