import hljs from 'highlight.js/lib/core';
import css from 'highlight.js/lib/languages/css';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import nginx from 'highlight.js/lib/languages/nginx';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import shell from 'highlight.js/lib/languages/bash';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import { escapeHtml } from './escape-html.js';

const LANGUAGES = {
  css,
  http,
  ini,
  javascript,
  json,
  nginx,
  php,
  python,
  shell,
  typescript,
  xml,
};

for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
hljs.registerAliases(['astro', 'svelte', 'vue'], { languageName: 'xml' });
hljs.configure({ classPrefix: 'c-' });

/** A block of code, coloured where its language is known. */
export function renderCode(text: string, language: string | undefined): string {
  const html = colour(text, language);
  return `<div class="code"><pre tabindex="0"><code>${html}</code></pre></div>\n`;
}

/** Code as HTML: `site.css` has its colours. */
export function colour(text: string, language: string | undefined): string {
  return language !== undefined && hljs.getLanguage(language)
    ? hljs.highlight(text, { language }).value
    : escapeHtml(text);
}
