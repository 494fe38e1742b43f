/** The pictures and how they share the room. */
export const STAGE_STYLE = `
.stage {
  position: relative;
  flex: 1;
  min-block-size: 0;
  display: grid;
  padding: var(--gap);
}
.tiles {
  position: relative;
  min-block-size: 0;
  min-inline-size: 0;
  display: grid;
  gap: var(--gap);
}
.tiles[data-layout="grid"] {
  grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
  grid-auto-rows: minmax(0, 1fr);
}
.tiles[data-layout="grid"] .tile { grid-column: var(--start, auto) / span 2; }
/* With one other: they have the stage, and the visitor a corner of it. */
.tiles[data-layout="duo"] .tile[data-self="false"] { grid-area: 1 / 1; }
.tiles[data-layout="duo"] .tile[data-self="true"] {
  position: absolute;
  inset-block-end: clamp(8px, 2.4vmin, 20px);
  inset-inline-end: clamp(8px, 2.4vmin, 20px);
  z-index: 1;
  inline-size: clamp(84px, 22%, 260px);
  block-size: auto;
  aspect-ratio: 16 / 10;
  box-shadow: 0 0 0 2px rgb(13 17 23 / 80%), 0 8px 24px rgb(0 0 0 / 50%);
}
.tiles[data-layout="screen-wide"] {
  grid-template-columns: minmax(0, 1fr) clamp(96px, 20%, 240px);
  grid-template-rows: repeat(var(--rest), minmax(0, 1fr));
}
.tiles[data-layout="screen-wide"] .tile { grid-column: 2; max-block-size: 200px; }
.tiles[data-layout="screen-wide"] .tile[data-featured="true"] {
  grid-area: 1 / 1 / -1 / 1;
  max-block-size: none;
}
.tiles[data-layout="screen-tall"] {
  grid-template-columns: repeat(var(--rest), minmax(0, 1fr));
  grid-template-rows: minmax(0, 1fr) clamp(72px, 22%, 150px);
}
.tiles[data-layout="screen-tall"] .tile { grid-row: 2; }
.tiles[data-layout="screen-tall"] .tile[data-featured="true"] { grid-area: 1 / 1 / 1 / -1; }

.tile {
  position: relative;
  container-type: size;
  overflow: hidden;
  border-radius: clamp(10px, 2vmin, 18px);
  background: var(--surface);
}
.tile::after {
  content: "";
  position: absolute;
  inset: 0;
  border-radius: inherit;
  box-shadow: inset 0 0 0 1px rgb(255 255 255 / 8%);
  pointer-events: none;
}
.tile video { position: relative; display: block; inline-size: 100%; block-size: 100%; object-fit: cover; }
.tile[data-self="true"][data-kind="camera"] video { transform: scaleX(-1); }
.tile[data-kind="screen"] { background: #05070a; }
.tile[data-kind="screen"] video { object-fit: contain; }
.tile[data-camera="off"] video { visibility: hidden; }
.avatar {
  position: absolute;
  inset: 0;
  margin: auto;
  inline-size: clamp(36px, 34cqmin, 144px);
  aspect-ratio: 1;
  display: grid;
  place-items: center;
  border-radius: 50%;
  background: var(--hue, #2b4a6b);
  color: #fff;
  font-size: clamp(0.875rem, 13cqmin, 3.25rem);
  font-weight: 600;
}
.tile[data-hue="1"] { --hue: #7a3e58; }
.tile[data-hue="2"] { --hue: #2f5f57; }
.tile[data-hue="3"] { --hue: #6a4b2c; }
.tile[data-hue="4"] { --hue: #4f4a85; }
.tile[data-hue="5"] { --hue: #45602f; }
.tile[data-kind="screen"] .avatar { display: none; }
.nameplate {
  position: absolute;
  inset-block-end: clamp(4px, 3cqmin, 12px);
  inset-inline-start: clamp(4px, 3cqmin, 12px);
  max-inline-size: calc(100% - 2 * clamp(4px, 3cqmin, 12px));
  display: flex;
  align-items: center;
  gap: 5px;
  padding: 1px 10px;
  border-radius: 999px;
  background: rgb(10 14 18 / 78%);
  font-size: clamp(0.6875rem, 5cqmin, 0.875rem);
}
.nameplate > span:last-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.muted-sign { color: #ff9aa5; }
.muted-sign svg { inline-size: 15px; block-size: 15px; }
.tile[data-microphone="on"] .muted-sign { display: none; }
.trouble {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  padding: 12px;
  background: rgb(10 14 18 / 72%);
  font-size: 0.875rem;
  text-align: center;
}
.sound {
  position: absolute;
  inset: auto 0 calc(var(--gap) + 14px);
  z-index: 3;
  margin-inline: auto;
  inline-size: fit-content;
}
.stage:has(.notice:not([hidden])) .sound { display: none; }
@media (max-aspect-ratio: 1/1) {
  .tiles[data-layout="duo"] .tile[data-self="true"] { inline-size: clamp(84px, 27%, 220px); aspect-ratio: 3 / 4; }
}
@media (max-height: 339px) {
  .stage { padding: 0; }
  .tiles { gap: 2px; }
  .tiles > .tile { border-radius: 0; }
  .nameplate { inset-block: auto 54px; }
  .tiles[data-layout="duo"] .tile[data-self="true"] {
    inset-block: 8px auto;
    inset-inline-end: 8px;
    border-radius: 8px;
  }
  .tile[data-self="true"]:not(:only-child) .nameplate { inset-block-end: 4px; }
  /* From three on the controls get a strip of their own: nobody is hidden under them. */
  .tiles:has(> :nth-child(3)) { padding-block-end: 54px; }
  .tiles:has(> :nth-child(3)) .nameplate { inset-block-end: 4px; }
  .sound { inset-block-end: 56px; }
}
`;
