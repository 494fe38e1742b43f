import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { EmbedCodeError, readEmbedCode } from '../../src/embed-protocol/embed-code.js';

const ORIGIN = 'https://livebox.example';

// The vendor's page, "To Get Embed Code for the Conference", character for character.
const VENDOR_SAMPLE =
  '<iframe scrolling src=” https://server_url/apps/apiservice/api/getEmbedCodeofConference” width=”400px” height=”400px” allowfullscreen webkitallowfullscreen mozallowfullscreen oallowfullscreen msallowfullscreen ></iframe>';
const VENDOR_URL = 'https://server_url/apps/apiservice/api/getEmbedCodeofConference';

function refusal(html: string, origins: readonly string[] = [ORIGIN]): string {
  try {
    return `accepted: ${readEmbedCode(html, origins)}`;
  } catch (error) {
    assert.ok(error instanceof EmbedCodeError);
    return error.code;
  }
}

describe('readEmbedCode: what a Livebox server answers', () => {
  it('reads the sample of the vendor’s page exactly as it stands', () => {
    assert.equal(readEmbedCode(VENDOR_SAMPLE, ['https://server_url']), VENDOR_URL);
  });

  it('reads the sample with straight quotes', () => {
    const straight = VENDOR_SAMPLE.replaceAll('”', '"');
    assert.equal(readEmbedCode(straight, ['https://server_url']), VENDOR_URL);
  });

  const accepted: Record<string, [html: string, url: string]> = {
    'single quotes': [`<iframe src='${ORIGIN}/m'></iframe>`, `${ORIGIN}/m`],
    'no quotes': [`<iframe src=${ORIGIN}/m></iframe>`, `${ORIGIN}/m`],
    'paired typographic quotes': [`<iframe src=“${ORIGIN}/m”></iframe>`, `${ORIGIN}/m`],
    'upper case': [`<IFRAME SRC="${ORIGIN}/m"></IFRAME>`, `${ORIGIN}/m`],
    'lines and tabs': [`\n<iframe\n\tsrc = "${ORIGIN}/m"\r\n>\n</iframe >\n`, `${ORIGIN}/m`],
    'a missing path': [`<iframe src="${ORIGIN}"></iframe>`, `${ORIGIN}/`],
    'an escaped ampersand': [
      `<iframe src="${ORIGIN}/m?a=1&amp;b=2&#38;c=3&#038;d=4&#x26;e=5"></iframe>`,
      `${ORIGIN}/m?a=1&b=2&c=3&d=4&e=5`,
    ],
    'a bare ampersand': [`<iframe src="${ORIGIN}/m?a=1&b=2"></iframe>`, `${ORIGIN}/m?a=1&b=2`],
    // A browser would turn this one into ©; no server means that.
    'a parameter named like an old entity': [
      `<iframe src="${ORIGIN}/m?a=1&copy"></iframe>`,
      `${ORIGIN}/m?a=1&copy`,
    ],
    'a percent-encoded quote': [`<iframe src="${ORIGIN}/m?n=%22"></iframe>`, `${ORIGIN}/m?n=%22`],
  };
  for (const [title, [html, url]] of Object.entries(accepted)) {
    it(`reads ${title}`, () => {
      assert.equal(readEmbedCode(html, [ORIGIN]), url);
    });
  }

  it('reads http on loopback only', () => {
    const loopback = 'http://127.0.0.1:8080';
    assert.equal(
      readEmbedCode(`<iframe src="${loopback}/m"></iframe>`, [loopback]),
      `${loopback}/m`,
    );
    const remote = 'http://livebox.example';
    assert.equal(refusal(`<iframe src="${remote}/m"></iframe>`, [remote]), 'embed_code_invalid');
  });
});

describe('readEmbedCode: hostile embed codes', () => {
  const invalid: Record<string, string> = {
    nothing: '',
    text: 'Conference is off',
    'a javascript: address': '<iframe src="javascript:alert(1)"></iframe>',
    'a javascript: address with a tab in it': '<iframe src="java\tscript:alert(1)"></iframe>',
    'a javascript: address in references': '<iframe src="&#106;avascript:alert(1)"></iframe>',
    'a data: address': '<iframe src="data:text/html,<script>alert(1)</script>"></iframe>',
    'an escaped data: address': '<iframe src="data:text/html,%3Cscript%3E"></iframe>',
    'a blob: address': `<iframe src="blob:${ORIGIN}/0000"></iframe>`,
    'an about: address': '<iframe src="about:blank"></iframe>',
    'a relative address': '<iframe src="/m"></iframe>',
    'an address without a scheme': '<iframe src="//livebox.example/m"></iframe>',
    'no address': '<iframe></iframe>',
    'an empty address': '<iframe src></iframe>',
    srcdoc: '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    'srcdoc beside src': `<iframe src="${ORIGIN}/m" srcdoc="hello"></iframe>`,
    'a handler': `<iframe src="${ORIGIN}/m" onload="alert(1)"></iframe>`,
    'a handler in capitals': `<iframe src="${ORIGIN}/m" ONLOAD=alert(1)></iframe>`,
    'a handler without a value': `<iframe src="${ORIGIN}/m" onfocus></iframe>`,
    'user information': '<iframe src="https://user:secret@livebox.example/m"></iframe>',
    'a host disguised as user information': `<iframe src="${ORIGIN}@evil.example/"></iframe>`,
    'a backslash before the host': '<iframe src="https:\\\\livebox.example\\m"></iframe>',
    'a NUL in the address': `<iframe src="${ORIGIN}/m?a\0b"></iframe>`,
    'a line end in the address': `<iframe src="${ORIGIN}/m\n?a"></iframe>`,
    'a wildcard in the host': '<iframe src="https://*.example/m"></iframe>',
    'a semicolon in the host': '<iframe src="https://livebox.example;camera/m"></iframe>',
    'other references in the address': `<iframe src="${ORIGIN}/m&quot;"></iframe>`,
    'another scheme': '<iframe src="http://livebox.example/m"></iframe>',
    'ftp:': '<iframe src="ftp://livebox.example/m"></iframe>',
    'two iframes': `<iframe src="${ORIGIN}/a"></iframe><iframe src="${ORIGIN}/b"></iframe>`,
    'a nested iframe': `<iframe src="${ORIGIN}/a"><iframe src="${ORIGIN}/b"></iframe></iframe>`,
    'a script after it': `<iframe src="${ORIGIN}/m"></iframe><script>alert(1)</script>`,
    'an element around it': `<div><iframe src="${ORIGIN}/m"></iframe></div>`,
    'text before it': `Join: <iframe src="${ORIGIN}/m"></iframe>`,
    'a comment before it': `<!-- x --><iframe src="${ORIGIN}/m"></iframe>`,
    'content inside': `<iframe src="${ORIGIN}/m"><p>no frames</p></iframe>`,
    'no end tag': `<iframe src="${ORIGIN}/m">`,
    'a self-closing tag': `<iframe src="${ORIGIN}/m"/>`,
    'an open quote': `<iframe src="${ORIGIN}/m></iframe>`,
    'attributes run together': `<iframe src="${ORIGIN}/m"width="1"></iframe>`,
    'the attribute twice': `<iframe src="${ORIGIN}/m" src="https://evil.example/"></iframe>`,
    'the attribute twice in other letter case': `<iframe src="${ORIGIN}/m" SRC="${ORIGIN}/n"></iframe>`,
    'a no-break space for a space': `<iframe\u00a0src="${ORIGIN}/m"></iframe>`,
    'another element that starts alike': `<iframes src="${ORIGIN}/m"></iframes>`,
    'mixed quotes': `<iframe src="${ORIGIN}/m'></iframe>`,
    'a tag end in a value': `<iframe title=">" src="${ORIGIN}/m"></iframe>`,
    'svg instead': `<svg><script href="${ORIGIN}/m"></script></svg>`,
    'an object instead': `<object data="${ORIGIN}/m"></object>`,
    'a megabyte of attributes': `<iframe ${'a="b" '.repeat(180_000)}src="${ORIGIN}/m"></iframe>`,
    'a megabyte of address': `<iframe src="${ORIGIN}/${'m'.repeat(1_048_576)}"></iframe>`,
    'a megabyte of nesting': '<iframe>'.repeat(131_072),
  };
  for (const [title, html] of Object.entries(invalid)) {
    it(`refuses ${title}`, () => {
      assert.equal(refusal(html), 'embed_code_invalid');
    });
  }

  const foreign: Record<string, string> = {
    'another host': 'https://evil.example/m',
    'a host that starts with the right one': 'https://livebox.example.evil.example/m',
    'a host that ends with the right one': 'https://evillivebox.example/m',
    'a subdomain': 'https://a.livebox.example/m',
    'another port': 'https://livebox.example:8443/m',
    'a look-alike letter': 'https://lıvebox.example/m',
    'the host in the query': 'https://evil.example/?https://livebox.example',
  };
  for (const [title, url] of Object.entries(foreign)) {
    it(`refuses ${title} as another origin`, () => {
      assert.equal(refusal(`<iframe src="${url}"></iframe>`), 'frame_origin_not_allowed');
    });
  }

  it('puts nothing of the markup into the error', () => {
    const handler = `<iframe src="${ORIGIN}/m" onsecret-word="secret-word"></iframe>`;
    assert.throws(
      () => readEmbedCode(handler, [ORIGIN]),
      (error: Error) => !error.message.includes('secret-word'),
    );
  });
});

describe('readEmbedCode: agreement with an HTML parser', () => {
  // Most parts are right, so that a fair share of the whole is.
  const mostly = (right: string[], wrong: string[]): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...right) },
      { weight: 1, arbitrary: fc.constantFrom(...wrong) },
    );
  const space = fc.constantFrom(' ', '\n', '\t', '  ', '\r\n', '\f');
  const gap = fc.constantFrom('', ' ', '\n');
  const value = fc.oneof(
    fc.constantFrom(`${ORIGIN}/m`, ` ${ORIGIN}/m?a=1&amp;b=2`, `${ORIGIN}/m?a=1&b=2`, '400px', ''),
    fc.constantFrom('https://evil.example/', 'javascript:alert(1)', `${ORIGIN}@evil.example`),
    fc.string({ unit: fc.constantFrom(...Array.from('ab/:?&=#;."\'<>`\\ \0\u00a0\n”“')) }),
  );
  const name = mostly(
    ['src', 'SRC', 'width', 'allow'],
    ['srcdoc', 'onload', 'data-src', 'a1', '/'],
  );
  const quote = fc.constantFrom('"', "'", '');
  const attribute = fc
    .tuple(space, name, gap, gap, quote, value)
    .map(([before, key, a, b, q, text]) => `${before}${key}${a}=${b}${q}${text}${q}`);
  const code = fc
    .tuple(
      mostly(['', ' ', '\n'], ['x', '<p>']),
      mostly(['<iframe', '<IFRAME'], ['<iframe\u00a0', '<div']),
      fc.array(fc.oneof(attribute, fc.constantFrom(' allowfullscreen', ' scrolling')), {
        maxLength: 4,
      }),
      mostly(['>', ' >'], ['/>']),
      mostly(['', ' '], ['x']),
      mostly(['</iframe>', '</IFRAME >'], ['</div>', '']),
    )
    .map(([before, tag, attributes, end, content, close]) =>
      [before, tag, ...attributes, end, content, close].join(''),
    );

  /** The only iframe that an HTML parser finds, and whether it is alone. */
  function oracle(html: string): URL | undefined {
    const nodes = parseFragment(html).childNodes.filter(
      (node) =>
        node.nodeName !== '#text' || /\S/.test((node as DefaultTreeAdapterTypes.TextNode).value),
    );
    const frame = nodes[0];
    if (nodes.length !== 1 || frame?.nodeName !== 'iframe' || !('attrs' in frame)) return;
    if (frame.attrs.some(({ name: key }) => key === 'srcdoc' || key.startsWith('on'))) return;
    const source = frame.attrs.find(({ name: key }) => key === 'src')?.value ?? '';
    return URL.canParse(source) ? new URL(source) : undefined;
  }

  it('accepts nothing that an HTML parser reads in another way', () => {
    let acceptedCount = 0;
    fc.assert(
      fc.property(code, (html) => {
        const result = refusal(html);
        if (!result.startsWith('accepted: ')) return;
        acceptedCount += 1;
        const url = oracle(html);
        assert.equal(result, `accepted: ${url?.href}`);
        assert.equal(url?.origin, ORIGIN);
      }),
      { numRuns: 20_000 },
    );
    assert.ok(acceptedCount > 100, `the property was about ${acceptedCount} codes only`);
  });

  it('accepts whatever well-formed iframe an HTML parser reads as one of the right origin', () => {
    const path = fc.webPath().filter((text) => !/['&]/.test(text));
    const wellFormed = fc
      .tuple(space, fc.constantFrom('"', "'", '”'), gap, path, space)
      .map(([a, q, b, rest, c]) => ({
        html: `<iframe${a}scrolling src=${q}${b}${ORIGIN}${rest}${q}${c}width=${q}400px${q} ></iframe>`,
        quote: q,
      }));
    fc.assert(
      fc.property(wellFormed, ({ html, quote: used }) => {
        const url = oracle(html.replaceAll(used, '"'));
        assert.equal(refusal(html), `accepted: ${url?.href}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends in a URL of an allowed origin or in an EmbedCodeError, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), code), (html) => {
        const result = refusal(html);
        assert.match(result, /^(accepted: https:\/\/livebox\.example\/|embed_code_|frame_origin_)/);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('readEmbedCode: work is bounded', () => {
  // Each expression is driven into its worst case at the longest length that is read;
  // a quadratic one would take 67 million steps there, a cubic one never end.
  const longest = 8192;
  const fill = (head: string, part: string, tail: string): string =>
    head + part.repeat(Math.floor((longest - head.length - tail.length) / part.length)) + tail;
  const worst: Record<string, string> = {
    'spaces after the tag': fill('<iframe', ' ', 'x'),
    'spaces before a broken end tag': fill('<iframe>', ' ', '</iframe'),
    'spaces in the end tag': fill('<iframe></iframe', ' ', ''),
    'spaces around an equals sign': fill('<iframe a', ' ', '= ></iframe>'),
    'an open quote': fill('<iframe a="', 'b', '></iframe>'),
    'open quotes': fill('<iframe ', 'a=" ', '></iframe>'),
    'spaces inside src': fill('<iframe src="', ' ', 'x"></iframe>'),
    ampersands: fill('<iframe src="', '&', '"></iframe>'),
    'half references': fill('<iframe src="', '&#0', '"></iframe>'),
    'zeros of a reference': fill('<iframe src="&#', '0', '"></iframe>'),
    'tag ends': fill('<iframe', '>', ''),
    attributes: fill('<iframe', ' a', '></iframe>'),
  };
  for (const [title, html] of Object.entries(worst)) {
    it(`survives ${title}`, () => {
      assert.ok(html.length <= longest && html.length > longest - 8);
      assert.equal(refusal(html), 'embed_code_invalid');
    });
  }

  it('reads nothing of what is longer', () => {
    const html = fill('<iframe ', ' ', `src="${ORIGIN}/m"></iframe>`);
    assert.equal(readEmbedCode(html, [ORIGIN]), `${ORIGIN}/m`);
    assert.equal(refusal(` ${html}`), 'embed_code_invalid');
  });
});
