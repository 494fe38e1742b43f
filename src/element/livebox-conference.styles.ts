import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    box-sizing: border-box;
    max-inline-size: 100%;
    aspect-ratio: var(--livebox-aspect-ratio, 16 / 9);
    overflow: hidden;
    border-radius: var(--livebox-radius, 12px);
    background: var(--livebox-background, light-dark(#f1f3f6, #16181d));
    color: var(--livebox-color, light-dark(#23262d, #e8eaf0));
    font-family: var(--livebox-font, inherit);
  }
  :host([hidden]) {
    display: none;
  }
  iframe,
  .panel {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
  }
  .panel {
    container-type: size;
    background: inherit;
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
    overflow: auto;
    text-align: center;
    line-height: 1.45;
    text-wrap: balance;
  }
  p {
    margin: 0;
    max-inline-size: 34em;
  }
  code {
    font-size: 0.8em;
    opacity: 0.75;
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
  .spinner {
    inline-size: 2em;
    block-size: 2em;
    border-radius: 50%;
    border: 3px solid color-mix(in srgb, currentcolor 20%, transparent);
    border-block-start-color: var(--livebox-accent, light-dark(#1f5fd0, #8db4ff));
    animation: turn 0.9s linear infinite;
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
  @container (max-height: 8.5em) {
    .content {
      gap: 0.4em;
      padding: 0.5em;
      font-size: 0.85em;
    }
  }
`;
