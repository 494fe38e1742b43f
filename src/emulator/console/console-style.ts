/** Style sheet of the console. */
export const CONSOLE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f4f6f9;
  --surface: #fff;
  --edge: #d5dce5;
  --field-edge: #7d8a9b;
  --text: #18212d;
  --quiet: #566375;
  --accent: #0b5cad;
  --accent-strong: #084a8c;
  --on-accent: #fff;
  --good: #0d6b42; --good-ground: #dff5e9;
  --bad: #b01c30; --bad-ground: #fde8ea;
  --wait: #7a4d00; --wait-ground: #fff0d3;
  --plain-ground: #e7ecf2;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace;
  font: 400 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f141b;
    --surface: #18202a;
    --edge: #2b3644;
    --field-edge: #6d7b8d;
    --text: #edf2f7;
    --quiet: #a5b2c2;
    --accent: #8ec5ff;
    --accent-strong: #b5d9ff;
    --on-accent: #0b1a2b;
    --good: #7fe0ae; --good-ground: #123425;
    --bad: #ffa3ad; --bad-ground: #40161c;
    --wait: #f7cc7a; --wait-ground: #3a2b0c;
    --plain-ground: #263140;
  }
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--text); }
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, .mono { font-family: var(--mono); font-size: 0.9em; }

.bar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 2px 16px;
  padding: 14px max(16px, calc((100% - 1200px) / 2));
  border-block-end: 1px solid var(--edge);
  background: var(--surface);
}
.bar h1 { font-size: 1.0625rem; font-weight: 650; }
.facts { flex: 1 1 auto; color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }
.line { display: flex; align-items: center; gap: 8px; font-size: 0.875rem; color: var(--quiet); }
.line::before {
  content: "";
  inline-size: 9px;
  block-size: 9px;
  border-radius: 50%;
  background: var(--wait);
}
.line[data-state="live"]::before { background: var(--good); }

main {
  display: grid;
  gap: 32px;
  max-inline-size: 1232px;
  margin-inline: auto;
  padding: 20px 16px 48px;
}
main > section { min-inline-size: 0; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; margin-block-end: 10px; }
.head h2 { font-size: 1.25rem; font-weight: 650; }
.count { color: var(--quiet); font-size: 0.875rem; }

.notices { display: grid; gap: 10px; }
.notices:empty { display: none; }
.notice {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 8px 16px;
  padding: 10px 14px;
  border-radius: 10px;
  background: var(--wait-ground);
  color: var(--wait);
}
.notice p { flex: 1 1 16rem; overflow-wrap: anywhere; }

.create {
  display: flex;
  flex-wrap: wrap;
  align-items: end;
  gap: 10px 12px;
  margin-block-end: 14px;
}
.create label { display: grid; gap: 3px; color: var(--quiet); font-size: 0.8125rem; }
.create label:first-child { flex: 1 1 12rem; max-inline-size: 22rem; }
input, select {
  min-block-size: 40px;
  inline-size: 100%;
  padding: 0 10px;
  border: 1px solid var(--field-edge);
  border-radius: 8px;
  background: var(--surface);
  color: var(--text);
  font: inherit;
  font-size: 0.9375rem;
}
::placeholder { color: var(--quiet); opacity: 1; }
.problem { flex-basis: 100%; color: var(--bad); font-size: 0.875rem; }
.problem:empty { display: none; }

button, .button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-block-size: 40px;
  padding: 0 16px;
  border: 1px solid var(--field-edge);
  border-radius: 8px;
  background: var(--surface);
  color: var(--text);
  font: inherit;
  font-size: 0.9375rem;
  font-weight: 550;
  text-decoration: none;
  cursor: pointer;
}
button:hover, .button:hover { border-color: var(--accent); color: var(--accent); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button.primary:hover { border-color: var(--accent-strong); background: var(--accent-strong); }
button:disabled { opacity: 0.6; cursor: progress; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 14px; }
.card {
  display: grid;
  grid-template-rows: auto 1fr auto;
  gap: 12px;
  padding: 16px;
  border: 1px solid var(--edge);
  border-radius: 12px;
  background: var(--surface);
}
.card-head { display: flex; align-items: start; justify-content: space-between; gap: 10px; }
.card h3 { font-size: 1.0625rem; font-weight: 600; line-height: 1.35; overflow-wrap: anywhere; }
.badge {
  flex: none;
  padding: 1px 10px;
  border-radius: 999px;
  background: var(--plain-ground);
  color: var(--quiet);
  font-size: 0.8125rem;
  font-weight: 550;
}
.badge[data-tone="good"] { background: var(--good-ground); color: var(--good); }
.badge[data-tone="bad"] { background: var(--bad-ground); color: var(--bad); }
.badge[data-tone="wait"] { background: var(--wait-ground); color: var(--wait); }
.details { display: grid; grid-template-columns: auto 1fr; gap: 3px 14px; align-content: start; font-size: 0.875rem; }
.details dt { color: var(--quiet); }
.details dd { overflow-wrap: anywhere; }
.card-buttons { display: flex; flex-wrap: wrap; gap: 8px; }

.requests {
  border: 1px solid var(--edge);
  border-radius: 12px;
  background: var(--surface);
  overflow: hidden;
}
.requests:empty { display: none; }
.requests > li + li { border-block-start: 1px solid var(--edge); }
summary {
  display: grid;
  grid-template-columns: 5.5rem 3.75rem minmax(0, 1fr) auto 0.75rem;
  align-items: baseline;
  gap: 2px 12px;
  padding: 8px 16px;
  cursor: pointer;
  list-style: none;
  font-size: 0.875rem;
}
summary::-webkit-details-marker { display: none; }
summary::after {
  content: "";
  align-self: center;
  justify-self: center;
  inline-size: 7px;
  block-size: 7px;
  border: solid var(--quiet);
  border-width: 0 2px 2px 0;
  transform: translateY(-2px) rotate(45deg);
}
details[open] summary::after { transform: translateY(2px) rotate(225deg); }
summary:hover { background: var(--ground); }
summary:focus-visible { outline-offset: -3px; border-radius: 10px; }
summary time { color: var(--quiet); font-variant-numeric: tabular-nums; }
summary .badge { text-align: center; font-variant-numeric: tabular-nums; }
.call { overflow-wrap: anywhere; }
.call strong { font-weight: 600; }
.call .path { color: var(--quiet); }
.call strong + .path { margin-inline-start: 10px; }
.from { color: var(--quiet); text-align: end; overflow-wrap: anywhere; }
details[open] summary { background: var(--ground); }
pre {
  margin: 0;
  padding: 10px 16px 12px;
  background: var(--ground);
  overflow: auto;
  font: 0.8125rem/1.5 var(--mono);
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.empty {
  padding: 22px 16px;
  border: 1px dashed var(--field-edge);
  border-radius: 12px;
  color: var(--quiet);
  text-align: center;
}
@media (max-width: 699px) {
  .bar { padding-inline: 16px; }
  .facts { order: 3; flex-basis: 100%; }
  .line { margin-inline-start: auto; }
  .create label:first-child { flex-basis: 100%; max-inline-size: none; }
  .create label:nth-child(2) { flex: 1; }
  .card-buttons > * { flex: 1; }
  summary { grid-template-columns: 3.75rem minmax(0, 1fr) auto 0.75rem; }
  summary::after { grid-area: 1 / 4; }
  summary time { grid-area: 1 / 3; }
  summary .badge { grid-area: 1 / 1; }
  .call { grid-area: 1 / 2; }
  .call strong + .path { display: block; margin-inline-start: 0; font-size: 0.8125rem; }
  .from { grid-area: 2 / 2 / auto / 5; text-align: start; font-size: 0.8125rem; }
  .from:empty { display: none; }
}
@media (forced-colors: active) {
  .badge, .notice { border: 1px solid CanvasText; }
}
`;
