/** Style sheet of the meeting page and of its notices. */
export const MEETING_STYLE = `
:root {
  color-scheme: dark;
  --ground: #0e1217;
  --surface: #181e26;
  --raised: #262f3a;
  --text: #f2f5f8;
  --quiet: #aab6c4;
  --accent: #8ec5ff;
  --danger: #d93a4a;
  --gap: clamp(6px, 2vmin, 16px);
  font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { block-size: 100%; }
body {
  margin: 0;
  display: flex;
  flex-direction: column;
  background: radial-gradient(120% 90% at 50% 0, #1a2330, var(--ground) 70%) fixed var(--ground);
  color: var(--text);
}
h1, h2, p { margin: 0; }
svg { display: block; flex: none; }

.header {
  display: flex;
  align-items: center;
  justify-content: space-between;
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
.badge {
  flex: none;
  padding: 2px 10px;
  border: 1px solid #3a4655;
  border-radius: 999px;
  color: var(--quiet);
  font-size: 0.75rem;
}

.stage {
  position: relative;
  flex: 1;
  min-block-size: 0;
  display: grid;
  place-items: center;
  padding: var(--gap);
}
.tile {
  position: relative;
  inline-size: 100%;
  block-size: 100%;
  max-inline-size: 1440px;
  overflow: hidden;
  border-radius: clamp(10px, 2vmin, 18px);
  background: var(--surface);
  box-shadow: inset 0 0 0 1px rgb(255 255 255 / 6%);
}
.tile video {
  display: block;
  inline-size: 100%;
  block-size: 100%;
  object-fit: cover;
  transform: scaleX(-1);
}
.tile[data-camera="off"] video { visibility: hidden; }
.avatar {
  position: absolute;
  inset: 0;
  margin: auto;
  inline-size: clamp(56px, 22vmin, 140px);
  aspect-ratio: 1;
  display: grid;
  place-items: center;
  border-radius: 50%;
  background: #2b3a4d;
  color: #b9d8fb;
}
.avatar svg { inline-size: 56%; block-size: 56%; }
.tile[data-camera="on"] .avatar { display: none; }
.nameplate {
  position: absolute;
  inset-block-end: 10px;
  inset-inline-start: 10px;
  display: flex;
  align-items: center;
  gap: 6px;
  padding: 2px 10px;
  border-radius: 999px;
  background: rgb(10 14 18 / 78%);
  font-size: 0.8125rem;
}
.muted-sign { color: #ff9aa5; }
.muted-sign svg { inline-size: 15px; block-size: 15px; }
.tile[data-microphone="on"] .muted-sign { display: none; }

.toolbar {
  display: flex;
  justify-content: center;
  gap: 8px;
  padding: 0 var(--gap) calc(var(--gap) + env(safe-area-inset-bottom, 0px));
}
.control {
  display: flex;
  align-items: center;
  gap: 8px;
  min-inline-size: 48px;
  min-block-size: 48px;
  padding: 0 18px;
  justify-content: center;
  border: 1px solid transparent;
  border-radius: 999px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
  font-size: 0.875rem;
  cursor: pointer;
  transition: background-color 120ms;
}
.control:hover { background: #323d4b; }
.control[data-state="off"] .icon-on, .control[data-state="on"] .icon-off { display: none; }
.control[data-state="off"]:not(#fullscreen) { background: var(--danger); color: #fff; }
.control[data-state="off"]:not(#fullscreen):hover { background: #c32f3f; }
.control:disabled { background: var(--surface); color: var(--quiet); cursor: not-allowed; }
.control:disabled:not(#fullscreen) { background: var(--surface); color: var(--quiet); }

.notice {
  position: absolute;
  inset: calc(var(--gap) + 10px);
  margin: auto;
  block-size: fit-content;
  max-block-size: calc(100% - 2 * var(--gap) - 20px);
  max-inline-size: 30rem;
  overflow: auto;
  padding: 16px 18px;
  border: 1px solid #46566a;
  border-radius: 14px;
  background: rgb(24 30 38 / 96%);
  box-shadow: 0 10px 30px rgb(0 0 0 / 45%);
}
.tile[data-camera="on"] + .notice { margin-block-start: 0; }
.tile:has(+ .notice:not([hidden])) .avatar { display: none; }
.notice h2, .message h1 { font-size: 1.0625rem; font-weight: 600; line-height: 1.3; }
.notice p { margin-block-start: 6px; color: #ced7e1; font-size: 0.9375rem; }
.notice section + section { margin-block-start: 12px; }
.primary {
  margin-block-start: 14px;
  min-block-size: 44px;
  padding: 0 18px;
  border: 0;
  border-radius: 999px;
  background: var(--accent);
  color: #0b1a2b;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.primary:hover { background: #b5d9ff; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }

.message {
  margin: auto;
  padding: 24px;
  max-inline-size: 34rem;
  text-align: center;
}
.message .badge { display: inline-block; margin-block-end: 16px; }
.message h1 { font-size: clamp(1.25rem, 5vmin, 1.75rem); }
.message p { margin-block-start: 8px; color: var(--quiet); }

.visually-hidden {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

@media (max-width: 519px) {
  .control { padding: 0 12px; }
  .control-label { display: none; }
}
@media (max-width: 359px) {
  .header .badge { display: none; }
}
/* A small frame has no room beside the picture: everything else lies on it. */
@media (max-height: 339px) {
  body { position: relative; }
  .header { position: absolute; inset: 0 0 auto; z-index: 1; padding: 8px 12px; }
  .header h1 {
    padding: 1px 10px;
    border-radius: 999px;
    background: rgb(10 14 18 / 78%);
    font-size: 0.8125rem;
  }
  .header .badge { display: none; }
  .stage { padding: 0; }
  .tile { border-radius: 0; }
  .toolbar { position: absolute; inset: auto 0 0; padding-block-end: 8px; pointer-events: none; }
  .control { min-inline-size: 44px; min-block-size: 44px; padding: 0; pointer-events: auto; }
  .control-label { display: none; }
  .notice {
    display: flex;
    align-items: center;
    gap: 14px;
    inset: 6px 10px 58px;
    max-block-size: calc(100% - 64px);
    padding: 8px 14px;
    z-index: 2;
  }
  .notice h2 { font-size: 0.875rem; }
  .notice p { margin-block-start: 2px; font-size: 0.8125rem; line-height: 1.35; }
  .primary { flex: none; margin: 0; padding: 0 14px; font-size: 0.875rem; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; }
}
@media (forced-colors: active) {
  .tile, .control, .primary, .nameplate { border: 1px solid CanvasText; }
}
`;
