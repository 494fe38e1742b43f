import { expect } from '@open-wc/testing';
import { inState, conferenceFixture, json, panelText, servers } from './conference-fixture.js';
import { ENGLISH } from '../../src/element/english.js';

declare global {
  interface Window {
    /** Set by markup that was executed. */
    compromised?: boolean;
  }
}

const ATTACK = 'parent.compromised = top.compromised = window.compromised = true';
const GOOD = `${servers.frames}/meeting`;
const { host, port } = new URL(servers.frames);

const HOSTILE: Record<string, string> = {
  'javascript: address': `<iframe src="javascript:${ATTACK}"></iframe>`,
  'javascript: address in disguise': `<iframe src=" java&#115;cript:${ATTACK}"></iframe>`,
  'data: address': `<iframe src="data:text/html,<script>${ATTACK}</script>"></iframe>`,
  'blob: address': `<iframe src="blob:${servers.frames}/x"></iframe>`,
  srcdoc: `<iframe src="${GOOD}" srcdoc="<script>${ATTACK}</script>"></iframe>`,
  'user information': `<iframe src="http://user:password@${host}/meeting"></iframe>`,
  'look-alike host': '<iframe src="https://livebox.example.evil.example/"></iframe>',
  'allowed host as user': `<iframe src="https://${host}@evil.example/"></iframe>`,
  'other port': `<iframe src="http://127.0.0.1:${String(Number(port) + 1)}/meeting"></iframe>`,
  'other scheme': `<iframe src="ftp://${host}/meeting"></iframe>`,
  'plain http elsewhere': '<iframe src="http://livebox.example/"></iframe>',
  'scheme-relative address': `<iframe src="//${host}/meeting"></iframe>`,
  'relative address': '<iframe src="/meeting"></iframe>',
  'two iframes': `<iframe src="${GOOD}"></iframe><iframe src="https://evil.example/"></iframe>`,
  'two addresses': `<iframe src="${GOOD}" src="https://evil.example/"></iframe>`,
  'a handler': `<iframe src="${GOOD}" onload="${ATTACK}"></iframe>`,
  'a script behind': `<iframe src="${GOOD}"></iframe><script>${ATTACK}</script>`,
  'an image before': `<img src=x onerror="${ATTACK}"><iframe src="${GOOD}"></iframe>`,
  'markup inside': `<iframe src="${GOOD}"><img src=x onerror="${ATTACK}"></iframe>`,
  'nested iframes': `<iframe src="${GOOD}"><iframe src="https://evil.example/"></iframe></iframe>`,
  'a comment': `<!--><img src=x onerror="${ATTACK}">--><iframe src="${GOOD}"></iframe>`,
  'an unclosed tag': `<iframe src="${GOOD}"`,
  'an unclosed quote': `<iframe src="${GOOD}></iframe>`,
  'a broken attribute': `<iframe src="${GOOD}"onload="${ATTACK}"></iframe>`,
  'another element': `<object data="${GOOD}"></object>`,
  'an svg': `<svg onload="${ATTACK}"></svg>`,
  'a backslash': `<iframe src="http:\\\\${host}\\meeting"></iframe>`,
  'a line break in the address': `<iframe src="java\nscript:${ATTACK}"></iframe>`,
  'a null byte': `<iframe src="${GOOD}\0"></iframe>`,
  'a mebibyte of attributes': `<iframe src="${GOOD}" ${'a '.repeat(2 ** 19)}></iframe>`,
  'a mebibyte of tags': '<iframe>'.repeat(2 ** 17),
  'a mebibyte of spaces': `<iframe${' '.repeat(2 ** 20)}`,
  nothing: '',
};

describe('a hostile embed code', () => {
  for (const [name, embedCode] of Object.entries(HOSTILE)) {
    for (const form of ['JSON', 'HTML'] as const) {
      it(`executes nothing and inserts nothing: ${name}, as ${form}`, async () => {
        const element = await conferenceFixture({
          attributes: { 'frame-origins': `${servers.frames} https://livebox.example` },
          respond: () =>
            form === 'JSON'
              ? json({ embedCode })
              : new Response(embedCode, { headers: { 'content-type': 'text/html' } }),
        });
        await inState(element, 'failed');
        expect(element.error?.code).to.be.oneOf([
          'embed_code_invalid',
          'frame_origin_not_allowed',
          'endpoint_invalid',
        ]);
        expect(panelText(element)).to.contain(ENGLISH.failed.setup);
        const foreign = element.shadowRoot?.querySelectorAll(
          'iframe, img, script, object, svg:not([aria-hidden])',
        );
        expect(foreign?.length).to.equal(0);
        expect(element.childNodes.length).to.equal(0);
        expect(window.compromised).to.equal(undefined);
      });
    }
  }
});
