import { CARD_STYLE } from './card-style.js';
import { STAGE_STYLE } from './stage-style.js';

const PAGE_STYLE = `
:root {
  color-scheme: dark;
  --ground: #0d1117;
  --surface: #171d26;
  --raised: #242d39;
  --line: #384454;
  --text: #f2f5f8;
  --quiet: #aab6c4;
  --accent: #8ec5ff;
  --danger: #d63746;
  --gap: clamp(6px, 1.6vmin, 14px);
  font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { block-size: 100%; }
body {
  position: relative;
  margin: 0;
  display: flex;
  flex-direction: column;
  overflow: hidden;
  background: radial-gradient(120% 90% at 50% 0, #1b2532, var(--ground) 70%) fixed var(--ground);
  color: var(--text);
}
h1, h2, p { margin: 0; }
svg { display: block; flex: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[tabindex="-1"]:focus { outline: none; }

.header {
  display: flex;
  align-items: center;
  gap: 12px;
  padding: 10px calc(var(--gap) + 4px) 0;
}
.header h1 {
  font-size: 1rem;
  font-weight: 600;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.people {
  display: flex;
  align-items: center;
  gap: 6px;
  color: var(--quiet);
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
}
.people svg { inline-size: 18px; block-size: 18px; }
.badge {
  flex: none;
  margin-inline-start: auto;
  padding: 2px 10px;
  border: 1px solid var(--line);
  border-radius: 999px;
  color: var(--quiet);
  font-size: 0.75rem;
}

.toolbar {
  display: flex;
  justify-content: center;
  gap: clamp(4px, 1.6vmin, 10px);
  padding: 0 var(--gap) calc(var(--gap) + env(safe-area-inset-bottom, 0px));
}
body:not([data-phase="meeting"]) .toolbar { display: none; }
.control {
  display: grid;
  place-items: center;
  inline-size: 48px;
  block-size: 48px;
  padding: 0;
  border: 1px solid transparent;
  border-radius: 50%;
  background: var(--raised);
  color: var(--text);
  cursor: pointer;
  transition: background-color 120ms;
}
.control:hover { background: #33404f; }
.control[data-state="off"] .icon-on, .control[data-state="on"] .icon-off { display: none; }
#microphone[data-state="off"], #camera[data-state="off"] { background: #ffd7db; color: #8d1220; }
#microphone[data-state="off"]:hover, #camera[data-state="off"]:hover { background: #ffc2c9; }
#screen[data-state="on"] { background: var(--accent); color: #0b1a2b; }
#leave { inline-size: 64px; border-radius: 999px; background: var(--danger); color: #fff; }
#leave:hover { background: #b92737; }
.control:disabled, #microphone:disabled, #camera:disabled {
  border-color: var(--line);
  background: var(--surface);
  color: #8694a5;
  cursor: not-allowed;
}

.toast {
  position: absolute;
  inset: 12px 12px auto;
  z-index: 5;
  margin-inline: auto;
  inline-size: fit-content;
  max-inline-size: calc(100% - 24px);
  padding: 6px 16px;
  border-radius: 18px;
  background: #f2f5f8;
  color: #10161d;
  font-size: 0.875rem;
  font-weight: 500;
  box-shadow: 0 8px 24px rgb(0 0 0 / 40%);
  opacity: 0;
  translate: 0 -8px;
  pointer-events: none;
  transition: opacity 160ms, translate 160ms;
}
.toast.shown { opacity: 1; translate: none; }

.visually-hidden {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

@media (max-width: 359px) {
  .header .badge { display: none; }
  .control { inline-size: 44px; block-size: 44px; }
  #leave { inline-size: 52px; }
}
/* A small frame has no room beside the picture: everything else lies on it. */
@media (max-height: 339px) {
  .header { position: absolute; inset: 0 0 auto; z-index: 2; padding: 8px; pointer-events: none; }
  .header h1, .header .people {
    padding: 1px 10px;
    border-radius: 999px;
    background: rgb(10 14 18 / 78%);
    color: var(--text);
    font-size: 0.8125rem;
  }
  .header .badge { display: none; }
  body[data-phase="sign-in"] .header, body[data-phase="card"] .header { display: none; }
  .toolbar {
    position: absolute;
    inset: auto 0 0;
    z-index: 2;
    padding-block-end: 8px;
    pointer-events: none;
  }
  .control { inline-size: 40px; block-size: 40px; pointer-events: auto; }
  .control:not(:hover, :focus-visible, :disabled, [data-state="off"], #leave) {
    background: rgb(36 45 57 / 88%);
  }
  .control svg { inline-size: 20px; block-size: 20px; }
  #leave { inline-size: 48px; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { transition: none !important; animation: none !important; }
}
@media (forced-colors: active) {
  .tile, .control, .primary, .secondary, .nameplate, .card, .toast { border: 1px solid CanvasText; }
}
`;

/** Style sheet of the meeting page and of its notices. */
export const MEETING_STYLE = PAGE_STYLE + STAGE_STYLE + CARD_STYLE;
