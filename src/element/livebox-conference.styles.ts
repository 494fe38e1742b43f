import { css } from '@lit/reactive-element';

/** The box, the frame and the spinner: what every visit needs. */
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
  :host([hidden]),
  [hidden] {
    display: none;
  }
  iframe {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
  }
  :host(:state(loading)) iframe {
    opacity: 0;
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
  .first {
    display: none;
    position: absolute;
    inset: 0;
    margin: auto;
  }
  :host(:state(requesting)) .first,
  :host(:state(loading)) .first {
    display: block;
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
`;
