/** The pane: everything about the question under the cursor, and the form that is open. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatDuration, formatNumber, formatTime } from "../../../live/frontend/format";
import { alertIcon, closeIcon, icon } from "../../../live/frontend/icons";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { isOpen, movesOf, toolsOf, type Tool } from "./actions";
import { liveClaim } from "./claims";
import { bulkForm, form, lengthHint } from "./forms";
import { claimMark, languageMark, priorityMark, themeMark } from "./marks";
import { actButton } from "./row";
import { feedName, feedOf, themeOf, votesOf, type Scene } from "./scene";
import { languageName, w } from "./tool-words";
import { sayState, t, wording } from "./words";

type Part = TemplateResult | typeof nothing;

/** Draw the pane. `shut` is pressed on its cross. */
export function pane(scene: Scene, shut: () => void): TemplateResult {
  const { board, deeds } = scene;
  const question = board.question;
  const isBulk = deeds.form !== null && deeds.form.seen === null;
  return html`<aside class="d-pane" aria-label=${w("pane")} data-detail-id=${question?.id ?? nothing}>
    <header class="d-pane__head">
      <h2>${isBulk ? w("selected", { n: board.chosen.size }) : question ? sayState(question) : w("question")}</h2>
      ${question && !isBulk ? html`<span class="d-pane__id c-num">#${question.id}</span>` : nothing}
      <button type="button" class="d-act d-act--icon" aria-label=${w("close")} @click=${shut}>${icon(closeIcon, "c-icon")}</button>
    </header>
    <div class="d-pane__scroll">
      ${isBulk ? bulkForm(scene) : question ? about(question, scene) : html`<p class="d-empty">${w("nothingChosen")}</p>`}
    </div>
  </aside>`;
}

function about(question: DeskQuestion, scene: Scene): TemplateResult {
  const { nowMs, me, moves, deeds } = scene;
  const complaint = moves.complaints.get(question.id);
  const isFormHere = deeds.form?.ids[0] === question.id;
  return html`
    ${claim(question, me, nowMs)} ${flags(question)}
    ${complaint ? html`<p class="d-pane__bad">${complaint}</p>` : nothing}
    ${words(question)} ${asker(question, scene)}
    <div class="d-pane__acts" data-moves>
      ${movesOf(question).map((action) =>
        actButton(action, () => {
          deeds.act(action, scene.board.index.find(question.id));
        }, t(action)),
      )}
    </div>
    <div class="d-pane__acts">${toolsOf(question, scene.state.feeds.length).map((tool) => toolButton(tool, question, scene))}</div>
    ${isFormHere ? form(question, scene) : nothing}
    ${said(question)} ${similar(question, scene)} ${joined(question, scene)} ${notes(question)} ${history(question)}
  `;
}

function claim(question: DeskQuestion, me: string, nowMs: number): Part {
  const held = liveClaim(question, nowMs);
  if (!held) return nothing;
  const left = formatDuration(held.until_ms - nowMs);
  const words = held.subject === me ? t("heldByYou", { left }) : t("heldBy", { name: held.by, left });
  return html`<p class="d-pane__claim" ?data-mine=${held.subject === me}>${claimMark(held, me, nowMs)} <span>${words}</span></p>`;
}

function flags(question: DeskQuestion): Part {
  if (question.flags.length === 0) return nothing;
  return html`<p class="d-pane__flags">${icon(alertIcon, "c-icon")}${question.flags.map((flag) => t(flag)).join(", ")}</p>`;
}

/** The wording of the set and, where it is another, what was asked. */
function words(question: DeskQuestion): TemplateResult {
  const text = html`<p class="d-pane__text" lang=${question.language}>${wording(question)}</p>
    ${isOpen(question) ? lengthHint(wording(question)) : nothing}`;
  if (!question.set_text) return text;
  return html`<h3 class="d-pane__label">${w("forSet")}</h3>
    ${text}
    <h3 class="d-pane__label">${w("original")}</h3>
    <p class="d-pane__original" lang=${question.language}>${question.text}</p>`;
}

function asker(question: DeskQuestion, { state }: Scene): TemplateResult {
  const where = [question.asker_company, question.asker_country].filter(Boolean).join(" · ");
  const who = question.asker_name ?? t("anonymous");
  const votes = votesOf(state, question);
  const theme = themeOf(state, question);
  const feed = state.feeds.length > 1 ? feedOf(state, question) : undefined;
  return html`<p class="d-pane__asker">
      <b>${who || t("byCrew")}</b>${where ? html` <span>${where}</span>` : nothing}
      ${question.source === "crew" && who ? html` <span>· ${t("byCrew")}</span>` : nothing}
    </p>
    <p class="d-pane__facts">
      ${languageMark(question.language)} <span>${languageName(question.language)}</span>
      <span><b class="c-num">${formatNumber(votes)}</b> ${t("votes", { n: votes }).replace(/^[\d\s.,]+/, "")}</span>
      ${themeMark(theme)} ${question.priority > 0 ? html`${priorityMark(question.priority)}<span>${t(question.priority === 2 ? "prio2" : "prio1")}</span>` : nothing}
      ${feed ? html`<span>→ ${feedName(feed)}</span>` : nothing}
    </p>`;
}

function toolButton(tool: Tool, question: DeskQuestion, scene: Scene): TemplateResult {
  const { deeds, nowMs } = scene;
  const isHeld = tool === "claim" && liveClaim(question, nowMs) !== null;
  const isPressed = deeds.form?.kind === tool && deeds.form.ids[0] === question.id ? true : undefined;
  return actButton(tool, () => {
    deeds.act(tool, scene.board.index.find(question.id));
  }, isHeld ? t("release") : t(tool), isPressed);
}

/** What was said to the asker, and to everybody. */
function said(question: DeskQuestion): Part {
  const lines = [
    [w("reasonGiven"), question.reason],
    [w("toAsker"), question.note_to_asker],
    [w("answerGiven"), question.answer],
  ] as const;
  const given = lines.filter(([, text]) => text);
  if (given.length === 0) return nothing;
  return html`<dl class="d-pane__said">${given.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`;
}

function similar(question: DeskQuestion, scene: Scene): Part {
  const found = question.similar.flatMap(({ question_id, score }) => {
    const other = scene.board.index.find(question_id);
    return other && isOpen(other) ? [{ other, score }] : [];
  });
  if (found.length === 0) return nothing;
  return html`<section class="d-pane__part" data-similar>
    <h3 class="d-pane__label">${w("mayBeSame")}</h3>
    <ul class="d-others">
      ${repeat(
        found,
        ({ other }) => other.id,
        ({ other, score }) => html`<li data-other-id=${other.id}>
          <p lang=${other.language}>${wording(other)}</p>
          <span>${score} % · ${sayState(other)} · ${t("votes", { n: votesOf(scene.state, other) })}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

function joined(question: DeskQuestion, { board }: Scene): Part {
  const into = question.merged_into === null ? undefined : board.index.find(question.merged_into);
  const parts =
    question.merged_count === 0
      ? []
      : board.index.ids("declined").flatMap((id) => {
          const other = board.index.find(id);
          return other?.merged_into === question.id ? [other] : [];
        });
  if (!into && parts.length === 0) return nothing;
  return html`<section class="d-pane__part" data-joined>
    <h3 class="d-pane__label">${into ? w("joinedTo") : w("joinedHere")}</h3>
    <ul class="d-others">
      ${(into ? [into] : parts).map(
        (other) => html`<li data-other-id=${other.id}><p lang=${other.language}>${wording(other)}</p><span>${other.asker_name ?? t("anonymous")}</span></li>`,
      )}
    </ul>
  </section>`;
}

function notes(question: DeskQuestion): Part {
  if (question.notes.length === 0) return nothing;
  return html`<section class="d-pane__part" data-notes>
    <h3 class="d-pane__label">${w("notes")}</h3>
    <ul class="d-notes">
      ${question.notes.map((note) => html`<li><p>${note.text}</p><span>${note.by} · ${formatTime(note.at_ms)}</span></li>`)}
    </ul>
  </section>`;
}

function history(question: DeskQuestion): TemplateResult {
  const moments: (readonly [string, number | null])[] = [
    [w("asked"), question.asked_at_ms],
    [w("published"), question.published_at_ms],
    [w("wentOnAir"), question.on_air_at_ms],
    [w("wasAnswered"), question.answered_at_ms],
  ];
  if (question.moved_by && question.moved_at_ms !== question.asked_at_ms) {
    const what = question.state === "pending" ? t("touchedBy", { name: question.moved_by }) : sayState(question);
    moments.push([what, question.moved_at_ms]);
  }
  return html`<section class="d-pane__part">
    <h3 class="d-pane__label">${w("history")}</h3>
    <dl class="d-history">
      ${moments.map(([what, at]) => (at === null ? nothing : html`<dt class="c-num">${formatTime(at)}</dt><dd>${what}</dd>`))}
    </dl>
  </section>`;
}
