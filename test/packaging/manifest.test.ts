import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createManifest,
  createVsCodeData,
  createWebTypes,
  type Described,
  type ElementDeclaration,
  elementOf,
} from '../../scripts/editor-data.js';

const FOLDER = fileURLToPath(new URL('../../src/element/', import.meta.url));

const sources = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(FOLDER + file, 'utf8')]),
);

/** What a pattern's first group finds, each once, in files whose names match. */
function used(pattern: RegExp, files = /./): string[] {
  const found = [...sources]
    .filter(([file]) => files.test(file))
    .flatMap(([, code]) => [...code.matchAll(pattern)].flatMap((match) => match.slice(1)));
  return [...new Set(found)].sort();
}

function names(described: Described[]): string[] {
  return described.map(({ name }) => name).sort();
}

const CLASS = /^livebox-conference-element\.ts$/;
const element = elementOf(await createManifest());

describe('custom-elements.json documents exactly', () => {
  test('the parts', () => {
    const pattern = /\bpart(?:: '|="|', ')([a-z]+)['"]/g;
    assert.deepEqual(names(element.cssParts), used(pattern, /(?<!styles)\.ts$/));
  });

  test('the slots', () => {
    const named = used(/\bslot: '([a-z]+)'/g, /^panel-view\.ts$/);
    assert.deepEqual(names(element.slots), ['', ...named]);
  });

  test('the events', () => {
    const dispatched = used(/super\('(livebox-[a-z]+)'/g, /^conference-events\.ts$/);
    assert.deepEqual(names(element.events), dispatched);
  });

  test('the states', () => {
    const states = used(/readonly status: '([a-z]+)'/g, /^conference-state\.ts$/);
    assert.deepEqual(names(element.cssStates), states);
  });

  test('the custom properties', () => {
    const properties = used(/var\(\s*(--livebox-[a-z-]+)/g, /\.styles\.ts$|sheet\.ts$/);
    assert.deepEqual(names(element.cssProperties), properties);
  });

  test('the properties', () => {
    const block = /static override properties = \{([^]*?)\n {2}\};/.exec(
      sources.get('livebox-conference-element.ts') ?? '',
    )?.[1];
    const reactive = [...(block ?? '').matchAll(/^ {4}(\w+):/gm)].map((match) => match[1] ?? '');
    const readOnly = used(/^ {2}get (\w+)\(/gm, CLASS);
    const methods = used(
      /^ {2}(?:async )?(load|close|\w+)\(.*\): (?:void|Promise<\w+>) \{$/gm,
      CLASS,
    );
    const lifecycle = ['handleEvent', 'connectedMoveCallback'];
    assert.ok(reactive.length > 10);
    assert.deepEqual(
      names(element.members),
      [...reactive, ...readOnly, ...methods].filter((name) => !lifecycle.includes(name)).sort(),
    );
  });
});

describe('custom-elements.json', () => {
  const kinds = [
    'members',
    'attributes',
    'events',
    'slots',
    'cssParts',
    'cssProperties',
    'cssStates',
  ];

  for (const kind of kinds as Exclude<keyof ElementDeclaration, 'tagName' | 'description'>[]) {
    test(`describes all ${kind}`, () => {
      assert.ok(element[kind].length > 0);
      assert.deepEqual(
        element[kind].filter(({ description }) => !description),
        [],
      );
    });
  }

  test("names each attribute's property", () => {
    const attributes = element.members.flatMap(({ attribute }) => attribute ?? []);
    assert.deepEqual(names(element.attributes), attributes.sort());
    assert.ok(attributes.includes('token-endpoint'));
    assert.ok(!attributes.includes('grant'));
  });
});

describe('editors get', () => {
  test("VS Code's custom data with every attribute and the values of choices", () => {
    const [tag] = createVsCodeData(element).tags;
    assert.equal(tag.name, 'livebox-conference');
    assert.deepEqual(names(tag.attributes), names(element.attributes));
    const loading = tag.attributes.find(({ name }) => name === 'loading');
    assert.deepEqual(names(loading?.values ?? []), ['click', 'eager', 'lazy']);
  });

  test("JetBrains' web-types with every attribute, slot, event and part", () => {
    const [tag] = createWebTypes(element).contributions.html.elements;
    assert.deepEqual(names(tag.attributes), names(element.attributes));
    assert.deepEqual(names(tag.js.events), names(element.events));
    assert.deepEqual(names(tag.css.parts), names(element.cssParts));
    assert.equal(tag.slots.length, element.slots.length);
  });
});
