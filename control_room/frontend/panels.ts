/** What one looks at on the control page; nothing here can be pressed. */
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration, formatNumber, formatTime } from "../../live/frontend/format";
import type { DeskQuestion, DeskState, EventState, StreamState } from "../../live/frontend/wire.gen";
import { t } from "./words";

/** The topic keeps this many finished questions: with all of them there, there may be more. */
const FINISHED_KEPT = 100;

const TITLE = { before: "titleBefore", live: "titleLive", after: "titleAfter" } as const;
const PICTURE = {
  live: "pictureLive",
  slate: "pictureSlate",
  starting: "pictureStarting",
  offline: "pictureNone",
} as const;

export function presencePanel(present: number | null): TemplateResult {
  return html`<section class="k-panel">
    <h2>${t("present")}</h2>
    <p class="k-big" data-present>${present === null ? "–" : formatNumber(present)}</p>
  </section>`;
}

/** What stands on every attendee's page now, line by line. */
export function seenPanel(
  event: EventState,
  stream: StreamState | undefined,
  desk: DeskState | undefined,
  nowMs: number,
  page: string | undefined,
): TemplateResult {
  const air = desk && onAir(desk);
  const taken = desk?.policy.accepts_questions ?? true;
  return html`<section class="k-seen" aria-labelledby="k-seen">
    <div class="k-monitor__head">
      <h2 id="k-seen">${t("seen")}</h2>
      ${page ? html`<a href=${page} target="_blank" rel="noopener">${t("open")}</a>` : nothing}
    </div>
    <p class="k-seen__title" data-seen=${event.phase}>${t(TITLE[event.phase])}</p>
    <dl class="k-seen__lines">
      <div><dt>${t("picture")}</dt><dd>${picture(event, stream, nowMs)}</dd></div>
      <div>
        <dt>${t("questions")}</dt>
        <dd>${event.phase === "after" ? t("questionsAfter") : taken ? t("questionsOpen") : t("questionsClosed")}</dd>
      </div>
      ${event.phase === "live" && air
        ? html`<div class="k-seen__air"><dt>${t("onAir")}</dt><dd lang=${air.language}>${air.text}</dd></div>`
        : nothing}
    </dl>
  </section>`;
}

export function questionsPanel(desk: DeskState, nowMs: number): TemplateResult {
  const count = (state: DeskQuestion["state"]): number =>
    Object.values(desk.questions).filter((question) => question.state === state).length;
  const air = onAir(desk);
  const finished = count("answered") + count("skipped");
  const answered = formatNumber(count("answered")) + (finished >= FINISHED_KEPT ? "+" : "");
  const onAirFor = air?.on_air_at_ms ? formatDuration(nowMs - air.on_air_at_ms) : t("nothing");
  return html`<section class="k-panel" aria-labelledby="k-questions">
    <h2 id="k-questions">${t("questions")}</h2>
    <dl class="k-figures">
      <div><dt>${t("inbox")}</dt><dd>${formatNumber(count("pending"))}</dd></div>
      <div><dt>${t("approved")}</dt><dd>${formatNumber(count("approved"))}</dd></div>
      <div><dt>${t("onDeck")}</dt><dd data-tone="deck">${formatNumber(desk.deck.question_ids.length)}</dd></div>
      <div><dt>${t("onAir")}</dt><dd data-tone=${air ? "air" : nothing}>${onAirFor}</dd></div>
      <div><dt>${t("answered")}</dt><dd>${answered}</dd></div>
    </dl>
    ${air ? html`<p class="k-quote" lang=${air.language}>${air.text}</p>` : nothing}
  </section>`;
}

export function linksPanel(links: Readonly<Record<string, string>>): TemplateResult | typeof nothing {
  const shown = [
    [t("linkPage"), links["page"]],
    [t("linkDesk"), links["desk"]],
    [t("linkSet"), links["set"]],
    [t("linkStudio"), links["studio"]],
  ].filter((link): link is [string, string] => link[1] !== undefined);
  if (shown.length === 0) return nothing;
  return html`<section class="k-panel">
    <h2>${t("pages")}</h2>
    <ul class="k-links">
      ${shown.map(
        ([name, address]) =>
          html`<li><a href=${address} target="_blank" rel="noopener">${name}<span>${pathOf(address)}</span></a></li>`,
      )}
    </ul>
  </section>`;
}

function picture(event: EventState, stream: StreamState | undefined, nowMs: number): string {
  if (event.phase === "after") return t("thanks");
  if (event.phase === "live") return t(PICTURE[stream?.status ?? "offline"]);
  const time = formatTime(event.starts_at_ms);
  return `${event.starts_at_ms > nowMs ? t("countdown", { time }) : t("lateCountdown", { time })}. ${t("teaser")}`;
}

function onAir(desk: DeskState): DeskQuestion | undefined {
  return Object.values(desk.questions).find((question) => question.state === "on_air");
}

/** Only the path of an address of this server: the host is known. */
function pathOf(address: string): string {
  const url = new URL(address, location.href);
  return url.origin === location.origin ? url.pathname : url.href;
}
