/** The stream's state, and what the crew may do with it. */
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration, formatTime } from "../../live/frontend/format";
import type { StreamState } from "../../live/frontend/wire.gen";
import { t } from "./words";

export type StreamMove = "open" | "close" | "restart";

export interface StreamPanel {
  readonly stream: StreamState;
  readonly nowMs: number;
  readonly mayOpen: boolean;
  readonly mayRestart: boolean;
  /** What waits for a confirmation. */
  readonly armed: StreamMove | null;
  /** Whether something was asked for and has no answer yet. */
  readonly asked: boolean;
  readonly complaint: string;
  /** Press a button; null takes the confirmation back. */
  readonly press: (move: StreamMove | null) => void;
  readonly confirm: (move: StreamMove) => Promise<void>;
}

const SAID = { live: "streamLive", slate: "streamSlate", starting: "streamStarting", offline: "streamOffline" } as const;
const TONE = { live: nothing, slate: "bad", starting: "warn", offline: "off" } as const;

export function streamPanel(panel: StreamPanel): TemplateResult {
  const { stream, nowMs } = panel;
  return html`<section class="k-panel" aria-labelledby="k-stream">
    <h2 id="k-stream">${t("stream")}</h2>
    <p class="k-state" data-tone=${TONE[stream.status]} data-stream=${stream.status}>${t(SAID[stream.status])}</p>
    ${stream.since_ms > 0
      ? html`<dl class="k-figures">
          <div><dt>${t("since")}</dt><dd>${formatTime(stream.since_ms)}</dd></div>
          <div><dt>${t("forTime")}</dt><dd>${formatDuration(nowMs - stream.since_ms)}</dd></div>
        </dl>`
      : nothing}
    ${panel.armed ? question(panel, panel.armed) : buttons(panel)}
    <p class="k-complaint" role="status">${panel.complaint}</p>
  </section>`;
}

function buttons({ stream, mayOpen, mayRestart, asked, press }: StreamPanel): TemplateResult | typeof nothing {
  if (!mayOpen) return nothing;
  const button = (move: StreamMove, text: string): TemplateResult =>
    html`<button
      type="button"
      class="c-button"
      data-stream-action=${move}
      ?disabled=${asked}
      @click=${() => {
        press(move);
      }}
    >
      ${text}
    </button>`;
  if (stream.status === "offline") return html`<p class="k-acts">${button("open", asked ? t("asking") : t("streamOpen"))}</p>`;
  return html`<p class="k-acts">
    ${mayRestart ? button("restart", t("streamRestart")) : nothing} ${button("close", asked ? t("asking") : t("streamClose"))}
  </p>`;
}

function question({ press, confirm }: StreamPanel, move: StreamMove): TemplateResult {
  const closes = move === "close";
  return html`<p class="k-ask">${closes ? t("askClose") : t("askRestart")}</p>
    <p class="k-acts">
      <button type="button" class="c-button k-danger" data-stream-confirm=${move} @click=${() => confirm(move)}>
        ${closes ? t("yesClose") : t("yesRestart")}
      </button>
      <button
        type="button"
        class="c-button"
        @click=${() => {
          press(null);
        }}
      >
        ${t("no")} <kbd class="c-key" aria-hidden="true">Esc</kbd>
      </button>
    </p>`;
}
