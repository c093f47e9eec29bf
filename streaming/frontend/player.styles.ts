/** The player's look. Colours, type and motion are the page's tokens. */
import { css } from "lit";

export const styles = css`
  .frame {
    position: relative;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
    background: #000;
    color: #fff;
    font-family: var(--brand-font-text, system-ui, sans-serif);
  }
  video {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .slate {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    background: var(--brand-paper, #000);
    transition: opacity 400ms ease, visibility 400ms;
  }
  .slate[hidden] {
    display: grid;
    opacity: 0;
    visibility: hidden;
  }
  .slate__line {
    position: absolute;
    inset-block-end: clamp(1rem, 6%, 3rem);
    inset-inline: 1rem;
    margin: 0;
    text-align: center;
    font-size: 0.9375rem;
    letter-spacing: 0.02em;
    color: var(--brand-ink, #fff);
    text-shadow: 0 0 1.5rem rgb(0 0 0 / 60%);
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.625rem;
    min-inline-size: 2.75rem;
    min-block-size: 2.75rem;
    justify-content: center;
    border: 0;
    padding: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:focus-visible,
  input:focus-visible {
    outline: 2px solid #fff;
    outline-offset: 2px;
    box-shadow: 0 0 0 5px rgb(0 0 0 / 60%);
  }
  .lucide {
    inline-size: 1.375rem;
    block-size: 1.375rem;
    stroke-width: 1.75;
  }
  .sound,
  .play {
    position: absolute;
    padding-inline: 1.125rem 1.25rem;
    border-radius: var(--brand-radius, 2px);
    background: var(--brand-accent, #fff);
    color: var(--brand-on-accent, #000);
    font-weight: 600;
    font-size: 0.9375rem;
  }
  .sound {
    inset-block-start: clamp(0.75rem, 3%, 1.5rem);
    inset-inline-start: clamp(0.75rem, 3%, 1.5rem);
  }
  .to-live {
    position: absolute;
    inset-block-start: clamp(0.75rem, 3%, 1.5rem);
    inset-inline-end: clamp(0.75rem, 3%, 1.5rem);
    padding-inline: 1.125rem;
    border-radius: var(--brand-radius, 2px);
    background: rgb(0 0 0 / 75%);
    color: #fff;
    font-weight: 600;
    font-size: 0.9375rem;
  }
  .play {
    inset-block-start: 50%;
    inset-inline-start: 50%;
    translate: -50% -50%;
  }
  .controls {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 0.25rem;
    padding: 2.5rem 0.75rem 0.5rem;
    background: linear-gradient(transparent, rgb(0 0 0 / 65%));
    opacity: 0;
    transition: opacity 200ms ease;
  }
  .frame:hover .controls,
  .controls:focus-within {
    opacity: 1;
  }
  .controls__full {
    margin-inline-start: auto;
  }
  input[type="range"] {
    inline-size: 6.5rem;
    block-size: 2.75rem;
    accent-color: #fff;
    cursor: pointer;
  }
  @media (hover: none) {
    .controls {
      opacity: 1;
    }
    input[type="range"] {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .slate,
    .controls {
      transition: none;
    }
  }
`;
