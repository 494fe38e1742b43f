/** One attribute of the tag as the builder has it. */
export type TagAttribute = readonly [name: string, value: string];

/** How a framework writes the tag. */
export type Dialect = 'html' | 'react' | 'vue' | 'svelte' | 'angular' | 'solid';

const IMPORT = "import 'livebox-conference';";

/** The code to copy for the tag with these attributes. */
export const CODE_SAMPLES: Record<Dialect, (attributes: readonly TagAttribute[]) => string> = {
  html: (attributes) => `<script type="module" src="/livebox/livebox-conference.js"></script>

${tag(attributes, (name, value) => `${name}="${escape(value)}"`)}`,

  react: (attributes) => `${IMPORT}

export function Meeting() {
  return (
${indent(tag(attributes, jsxAttribute), 4)}
  );
}`,

  vue: (attributes) => `<script setup>
${IMPORT}
</script>

<template>
${indent(tag([...attributes, ['@livebox-ready', 'console.log']], vueAttribute), 2)}
</template>`,

  svelte: (attributes) => `<script>
  ${IMPORT}
</script>

${tag([...attributes, ['onlivebox-ready', '{console.log}']], svelteAttribute)}`,

  angular: (attributes) => `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
${IMPORT}

@Component({
  selector: 'app-meeting',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
${indent(tag(attributes, angularAttribute), 4)}
  \`,
})
export class Meeting {}`,

  solid: (attributes) => `${IMPORT}

export function Meeting() {
  return (
${indent(
  tag(attributes, (name, value) => `${name}="${escape(value)}"`),
  4,
)}
  );
}`,
};

function tag(
  attributes: readonly TagAttribute[],
  write: (name: string, value: string) => string,
): string {
  const lines = attributes.map(([name, value]) => `\n  ${write(name, value)}`);
  return `<livebox-conference${lines.join('')}\n></livebox-conference>`;
}

/** React 19 sets properties of custom elements by their own names. */
function jsxAttribute(name: string, value: string): string {
  if (name === 'style') return `style={{ ${jsxStyle(value)} }}`;
  const property = name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return `${property}="${escape(value)}"`;
}

function jsxStyle(value: string): string {
  const declarations = [...value.matchAll(/([\w-]+):\s*([^;]+)/g)];
  return declarations.map(([, name = '', text = '']) => `'${name}': '${text}'`).join(', ');
}

function vueAttribute(name: string, value: string): string {
  return `${name}="${escape(value)}"`;
}

function svelteAttribute(name: string, value: string): string {
  if (name.startsWith('on')) return `${name}=${value}`;
  return `${name}="${escape(value).replace(/\{/g, '&#123;')}"`;
}

/** In a template literal of TypeScript, where Angular's `{{ }}` has a meaning, too. */
function angularAttribute(name: string, value: string): string {
  const text = escape(value).replace(/[`$\\{]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `${name}="${text}"`;
}

function indent(text: string, spaces: number): string {
  return text.replace(/^/gm, ' '.repeat(spaces));
}

function escape(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
