import { css } from '@lit/reactive-element';

/** The box and the frame: what every visit needs. */
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
`;
