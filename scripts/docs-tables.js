// The tables of README.md and docs/element.md, from the manifest: what stands between
// `<!-- generated:NAME -->` and `<!-- /generated -->` is written by `npm run docs:tables`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import { ROOT } from './browsers.js';
import { createManifest, elementOf } from './editor-data.js';

/** The files that hold generated tables. */
export const FILES = ['README.md', 'docs/element.md'];

const MARKED = /(<!-- generated:([a-z-]+) -->\n)[^]*?(<!-- \/generated -->)/g;

/** @type {Record<string, (element: import('./editor-data.js').ElementDeclaration) => string[][]>} */
const TABLES = {
  attributes: ({ members }) => [
    ['attribute', 'property', 'default', ''],
    ...members.filter(({ kind, readonly }) => kind === 'field' && !readonly).map(describeProperty),
  ],
  events: ({ events }) => [
    ['event', 'when', 'fields'],
    ...events.map(({ name, description, type }) => [
      code(name),
      withoutEnd(description),
      readEventFields().get(type.text).map(code).join(', '),
    ]),
  ],
  slots: ({ slots }) => describeNamed('slot', slots),
  parts: ({ cssParts }) => describeNamed('part', cssParts),
  states: ({ cssStates }) => describeNamed('state', cssStates),
  properties: ({ cssProperties }) => [
    ['custom property', 'default', ''],
    ...cssProperties.map(({ name, description, default: value }) => [
      code(name),
      value ? code(value) : '–',
      withoutEnd(description),
    ]),
  ],
};

/**
 * Writes the tables of a text anew.
 *
 * @param {string} file its path, for Prettier's settings
 * @param {string} text Markdown
 * @returns {Promise<string>}
 * @throws {Error} when it asks for a table that is not known, or for none
 */
export async function fillTables(file, text) {
  if (!new RegExp(MARKED.source).test(text)) throw new Error(`${file} has no generated table.`);
  const element = elementOf(await createManifest());
  const filled = text.replace(MARKED, (_, start, name, end) => {
    if (!Object.hasOwn(TABLES, name)) throw new Error(`${file}: there is no table "${name}".`);
    return `${start}\n${writeTable(TABLES[name](element))}\n\n${end}`;
  });
  const path = join(ROOT, file);
  return format(filled, { ...(await resolveConfig(path)), filepath: path });
}

function describeProperty({ name, attribute, description, default: value }) {
  // The comments end with what editors show as text: a default in words, or that there is none.
  const [, text, words, required] =
    /^(.*?)(?: Default: (.+)\.| (Required)\.)?$/s.exec(oneLine(description)) ?? [];
  const byDefault =
    words ?? required?.toLowerCase() ?? (value ? code(value.replaceAll("'", '')) : '–');
  return [attribute ? code(attribute) : '–', code(name), byDefault, withoutEnd(text)];
}

function describeNamed(heading, described) {
  return [
    [heading, ''],
    ...described.map(({ name, description }) => [
      name ? code(name) : '(default)',
      withoutEnd(description),
    ]),
  ];
}

/** The fields of each event class, as it declares them. */
function readEventFields() {
  const file = join(ROOT, 'src/element/conference-events.ts');
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  return new Map(
    source.statements
      .filter(ts.isClassDeclaration)
      .map(({ name, members }) => [
        name.text,
        members.filter(isDeclaredField).map((member) => member.name.getText()),
      ]),
  );
}

function isDeclaredField(member) {
  const kinds = member.modifiers?.map(({ kind }) => kind) ?? [];
  return ts.isPropertyDeclaration(member) && kinds.includes(ts.SyntaxKind.DeclareKeyword);
}

function writeTable([head, ...rows]) {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n');
}

function escapeCell(text) {
  return text.replaceAll('|', '\\|');
}

function withoutEnd(description) {
  return oneLine(description).replace(/\.$/, '');
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}

function code(text) {
  return `\`${text}\``;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const file of FILES) {
    const path = join(ROOT, file);
    const text = readFileSync(path, 'utf8');
    const filled = await fillTables(file, text);
    if (filled !== text) writeFileSync(path, filled);
    console.log(filled === text ? `${file}: as it was` : `${file}: written`);
  }
}
