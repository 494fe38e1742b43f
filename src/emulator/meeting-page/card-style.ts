/** What is said and asked instead of, or on top of, the pictures. */
export const CARD_STYLE = `
.card {
  place-self: center;
  grid-area: 1 / 1;
  inline-size: min(25rem, 100%);
  max-block-size: 100%;
  overflow: auto;
  padding: clamp(16px, 4vmin, 28px);
  border: 1px solid var(--line);
  border-radius: 18px;
  background: rgb(23 29 38 / 97%);
  color: inherit;
  box-shadow: 0 16px 48px rgb(0 0 0 / 45%);
}
.stage:has(> .card:not([hidden])) .tiles { display: none; }
.card h2 { font-size: 1.25rem; font-weight: 600; line-height: 1.3; }
.card > p { margin-block-start: 8px; color: #ced7e1; }
.card label:not(.ways label) { display: block; margin-block-start: 14px; }
.card label > span { display: block; margin-block-end: 4px; color: #ced7e1; font-size: 0.875rem; }
.card input:not([type="radio"]), .card select {
  inline-size: 100%;
  min-block-size: 44px;
  padding: 0 12px;
  border: 1px solid #66768a;
  border-radius: 10px;
  background: #0f141b;
  color: inherit;
  font: inherit;
}
.card .pin { font-size: 1.25rem; letter-spacing: 0.35em; }
.card .primary { inline-size: 100%; margin-block-start: 18px; }
.ways {
  display: flex;
  gap: 2px;
  margin: 16px 0 0;
  padding: 3px;
  border: 0;
  border-radius: 12px;
  background: #0f141b;
}
.ways label { flex: 1; position: relative; }
.ways input { position: absolute; opacity: 0; inset: 0; inline-size: 100%; margin: 0; cursor: pointer; }
.ways label > span {
  margin: 0;
  padding: 7px 4px;
  border-radius: 9px;
  text-align: center;
  white-space: nowrap;
}
.ways :checked + span { background: var(--raised); color: #fff; font-weight: 600; }
.ways :focus-visible + span { outline: 3px solid var(--accent); outline-offset: 1px; }
.problem { color: #ffb0b8; font-size: 0.9375rem; }
.problem:not(:empty) { margin-block-start: 12px; }

.primary, .secondary {
  min-block-size: 44px;
  padding: 0 20px;
  border: 1px solid transparent;
  border-radius: 999px;
  background: var(--accent);
  color: #0b1a2b;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.primary:hover { background: #b5d9ff; }
.primary:disabled { background: var(--raised); color: #93a1b1; cursor: not-allowed; }
.secondary { border-color: #55657a; background: none; color: inherit; }
.secondary:hover { background: var(--raised); }
dialog.card { margin: auto; max-block-size: calc(100% - 16px); }
dialog.card::backdrop { background: rgb(5 8 12 / 60%); }

.notice {
  position: absolute;
  inset: calc(var(--gap) + 10px);
  z-index: 3;
  margin: auto;
  block-size: fit-content;
  max-block-size: calc(100% - 2 * var(--gap) - 20px);
  inline-size: fit-content;
  max-inline-size: min(30rem, calc(100% - 2 * var(--gap) - 20px));
  overflow: auto;
  padding: 18px 20px;
  border: 1px solid #46566a;
  border-radius: 16px;
  background: rgb(23 29 38 / 97%);
  box-shadow: 0 10px 30px rgb(0 0 0 / 45%);
}
.stage:has(.notice:not([hidden])) .tile:only-child .avatar { visibility: hidden; }
.notice h2 { font-size: 1.0625rem; font-weight: 600; line-height: 1.3; }
.notice p { margin-block-start: 6px; color: #ced7e1; font-size: 0.9375rem; }
.notice section + section { margin-block-start: 12px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 16px; }

.message { margin: auto; padding: 24px; max-inline-size: 34rem; text-align: center; }
.message .badge { display: inline-block; margin-block-end: 16px; }
.message h1 { font-size: clamp(1.25rem, 5vmin, 1.75rem); font-weight: 600; line-height: 1.3; }
.message p { margin-block-start: 8px; color: #ced7e1; }
.message .waiting {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 10px;
  margin-block-start: 20px;
  color: var(--quiet);
  font-size: 0.875rem;
}
.pulse {
  inline-size: 8px;
  block-size: 8px;
  border-radius: 50%;
  background: var(--accent);
  animation: pulse 1.8s ease-in-out infinite;
}
@keyframes pulse { 50% { opacity: 0.25; } }

@media (max-height: 339px) {
  .stage:has(> .card:not([hidden])) { padding: 8px; }
  .card { padding: 10px 16px; }
  .card h2 { font-size: 1.0625rem; }
  .card > p { margin-block-start: 2px; font-size: 0.875rem; line-height: 1.4; }
  .card label:not(.ways label) { margin-block-start: 6px; }
  .card .primary { margin-block-start: 10px; }
  .ways { margin-block-start: 8px; }
  .card input:not([type="radio"]), .card select { min-block-size: 40px; min-inline-size: 0; }
  .notice {
    display: flex;
    align-items: center;
    gap: 14px;
    inset: 6px 10px 54px;
    max-block-size: calc(100% - 60px);
    padding: 8px 14px;
  }
  .notice h2 { font-size: 0.875rem; }
  .notice p { margin-block-start: 2px; font-size: 0.8125rem; line-height: 1.35; }
  .actions { flex: none; flex-direction: column; margin: 0; gap: 6px; }
  .actions button { min-block-size: 40px; padding: 0 14px; font-size: 0.875rem; }
}
@media (max-height: 339px) and (max-width: 479px) {
  .notice { display: block; inset: 6px 10px; max-block-size: calc(100% - 12px); }
  .notice p { font-size: 0.75rem; }
  .actions { flex-flow: row nowrap; margin-block-start: 6px; }
  .actions button { min-block-size: 36px; padding: 0 10px; font-size: 0.8125rem; }
}
@media (max-height: 259px) {
  .card h2:has(~ form) { display: none; }
  .card form:not([hidden]) { display: flex; flex-wrap: wrap; align-items: end; gap: 8px; }
  .card form label:not(.ways label) { flex: 1 1 64px; margin: 6px 0 0; }
  .card form .primary { flex: none; inline-size: auto; min-block-size: 40px; margin: 0; padding: 0 14px; }
  .card form .problem { order: 1; inline-size: 100%; margin: 0; font-size: 0.8125rem; }
}
`;
