// What editors know about the tag: custom-elements.json, and from it completion and hover texts
// for VS Code (custom data) and JetBrains (web-types).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { ROOT } from './browsers.js';

/**
 * @typedef {{ name: string, description?: string, default?: string, attribute?: string,
 *   kind?: string, type?: { text: string } }} Described
 * @typedef {{ tagName: string, description: string, members: Described[],
 *   attributes: Described[], events: Described[], slots: Described[], cssParts: Described[],
 *   cssProperties: Described[], cssStates: Described[] }} ElementDeclaration
 * @typedef {{ modules: { declarations: ElementDeclaration[] }[] }} Manifest
 * @typedef {{ name: string, attributes: (Described & { values?: Described[] })[],
 *   slots: Described[], js: { events: Described[] }, css: { parts: Described[] } }} EditorTag
 */

const { name: PACKAGE, version: VERSION } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);

/**
 * Analyses the element's source.
 *
 * @returns {Promise<Manifest>}
 */
export async function createManifest() {
  return cli({ argv: ['analyze', '--quiet'], cwd: ROOT, noWrite: true });
}

/**
 * The element's declaration in a manifest.
 *
 * @param {Manifest} manifest
 * @returns {ElementDeclaration}
 */
export function elementOf({ modules }) {
  return modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName);
}

/** Writes the three files into a folder. */
export async function writeEditorData(folder) {
  const manifest = await createManifest();
  const element = elementOf(manifest);
  const write = (file, value) =>
    writeFileSync(join(folder, file), `${JSON.stringify(value, null, 2)}\n`);
  write('custom-elements.json', manifest);
  write('vscode.html-custom-data.json', createVsCodeData(element));
  write('web-types.json', createWebTypes(element));
}

/**
 * https://github.com/microsoft/vscode-custom-data
 *
 * @param {ElementDeclaration} element
 * @returns {{ version: number, tags: [EditorTag] }}
 */
export function createVsCodeData({ tagName, description, attributes }) {
  return {
    version: 1.1,
    tags: [
      {
        name: tagName,
        description: { kind: 'markdown', value: description },
        attributes: attributes.map((attribute) => ({
          name: attribute.name,
          description: attribute.description,
          ...optional(
            'values',
            valuesOf(attribute)?.map((name) => ({ name })),
          ),
        })),
      },
    ],
  };
}

/**
 * https://github.com/JetBrains/web-types
 *
 * @param {ElementDeclaration} element
 * @returns {{ contributions: { html: { elements: [EditorTag] } } }}
 */
export function createWebTypes(element) {
  const { tagName, description, attributes, members, events, slots } = element;
  const properties = members.filter(({ kind }) => kind === 'field');
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: PACKAGE,
    version: VERSION,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: tagName,
            description,
            attributes: attributes.map((attribute) => ({
              name: attribute.name,
              description: attribute.description,
              ...optional('default', attribute.default),
              value: { type: valuesOf(attribute) ?? attribute.type.text },
            })),
            slots: slots.map(({ name, description }) => ({ name: name || 'default', description })),
            js: {
              properties: properties.map(({ name, description, type }) => ({
                name,
                description,
                ...optional('type', type?.text),
              })),
              events: events.map(({ name, description }) => ({ name, description })),
            },
            css: {
              parts: element.cssParts,
              properties: element.cssProperties.map(({ name, description }) => ({
                name,
                description,
              })),
              'pseudo-classes': element.cssStates.map(({ name, description }) => ({
                name: `state(${name})`,
                description,
              })),
            },
          },
        ],
      },
    },
  };
}

/** `'eager' | 'lazy'` as a list, or nothing. */
function valuesOf({ name, type }) {
  if (name === 'credentials') return ['omit', 'same-origin', 'include'];
  const parts = type.text.split(' | ');
  return parts.every((part) => /^'.*'$/.test(part))
    ? parts.map((part) => part.slice(1, -1))
    : undefined;
}

function optional(key, value) {
  return value === undefined ? {} : { [key]: value };
}
