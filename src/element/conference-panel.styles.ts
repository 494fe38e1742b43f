import { css } from '@lit/reactive-element';

/** The panel that covers the box while there is no meeting. */
export const panelStyles = css`
  .panel {
    position: absolute;
    inset: 0;
    z-index: 1;
    container-type: size;
    overflow: auto;
    background: inherit;
    outline: none;
  }
  .panel[hidden] {
    display: none;
  }
  .content {
    box-sizing: border-box;
    min-block-size: 100%;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.75em;
    padding: 1em;
    text-align: center;
    line-height: 1.45;
    text-wrap: balance;
  }
  [role='status'],
  [role='alert'] {
    display: grid;
    justify-items: center;
    gap: 0.5em;
  }
  [role='status']:empty {
    display: none;
  }
  .spinner {
    box-sizing: border-box;
    inline-size: 2em;
    block-size: 2em;
    border-radius: 50%;
    border: 3px solid color-mix(in srgb, currentcolor 20%, transparent);
    border-block-start-color: var(--livebox-accent, light-dark(#1f5fd0, #8db4ff));
    animation: turn 0.9s linear infinite;
  }
  p {
    margin: 0;
    max-inline-size: 34em;
  }
  svg {
    inline-size: 2.25em;
    fill: none;
    stroke: var(--livebox-accent, light-dark(#1f5fd0, #8db4ff));
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part='message'] {
    font-size: 1.1em;
    font-weight: 600;
  }
  .detail,
  code {
    opacity: 0.8;
  }
  code {
    font-size: 0.8em;
  }
  [role='timer'] {
    font-size: 2em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.02em;
  }
  button {
    font: inherit;
    font-weight: 600;
    padding: 0.55em 1.3em;
    border: 1px solid transparent;
    border-radius: 999px;
    background: var(--livebox-accent, light-dark(#1f5fd0, #8db4ff));
    color: light-dark(#fff, #10131a);
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.08);
  }
  button:focus-visible {
    outline: 3px solid currentcolor;
    outline-offset: 2px;
  }
  slot[name='poster']::slotted(*) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    z-index: -1;
  }
  @container (max-height: 12em) or (max-width: 18em) {
    .content {
      gap: 0.35em;
      padding: 0.5em;
      font-size: 0.85em;
      line-height: 1.3;
    }
    svg {
      display: none;
    }
    [part='message'] {
      font-size: 1em;
    }
    [role='status'],
    [role='alert'] {
      gap: 0.25em;
    }
    [role='timer'] {
      font-size: 1.6em;
      line-height: 1.1;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 6s;
    }
  }
  @media (forced-colors: active) {
    svg {
      stroke: CanvasText;
    }
    .spinner {
      border-color: GrayText;
      border-block-start-color: Highlight;
    }
    button {
      border-color: ButtonBorder;
    }
  }
`;
