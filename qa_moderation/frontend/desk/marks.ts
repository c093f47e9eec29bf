/** The small signs on a question: theme, language, flags, claim, cursors of others. A word is never far. */
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration } from "../../../live/frontend/format";
import { icon, insultIcon, linkIcon, mergeIcon, noteIcon, ownIcon, personIcon, similarIcon } from "../../../live/frontend/icons";
import type { Claim, DeskQuestion, Theme } from "../../../live/frontend/wire.gen";
import { CLAIM_MS } from "./claims";
import type { FlagName } from "./filter";
import { hueOf, type Present } from "./presence";
import { styled } from "../../../live/frontend/styled";
import { sayAge, t } from "./words";

type Mark = TemplateResult | typeof nothing;

const FLAG_ICONS: Readonly<Record<FlagName, string>> = {
  link: linkIcon,
  insult: insultIcon,
  personal_data: personIcon,
  name: ownIcon,
};

export function themeMark(theme: Theme | undefined): Mark {
  if (!theme) return nothing;
  return html`<span class="d-theme" ${styled({ "--theme": theme.colour })}>${theme.name}</span>`;
}

export function languageMark(language: string): TemplateResult {
  return html`<span class="d-lang">${language}</span>`;
}

export function flagMarks(flags: readonly FlagName[]): Mark {
  if (flags.length === 0) return nothing;
  return html`${flags.map(
    (flag) => html`<span class="d-flag" title=${t(flag)}>${icon(FLAG_ICONS[flag], "c-icon")}<span class="c-visually-hidden">${t(flag)}</span></span>`,
  )}`;
}

export function priorityMark(priority: number): Mark {
  if (priority === 0) return nothing;
  const word = t(priority === 2 ? "prio2" : "prio1");
  return html`<span class="d-prio" data-priority=${priority} title=${word}><span class="c-visually-hidden">${word}</span></span>`;
}

/** Who works on it: the name, in the colour of that person, and a ring that drains. */
export function claimMark(claim: Claim | null, me: string, nowMs: number): Mark {
  if (!claim) return nothing;
  const leftMs = claim.until_ms - nowMs;
  const left = formatDuration(leftMs);
  const words = claim.subject === me ? t("heldByYou", { left }) : t("heldBy", { name: claim.by, left });
  return html`<span class="d-claim" data-hue=${hueOf(claim.subject)} title=${words}
    ><i class="d-ring" ${styled({ "--left": String(Math.min(1, leftMs / CLAIM_MS)) })}></i>${claim.by}</span
  >`;
}

/** How much hangs on it: questions that were joined to it, that may say the same, notes. */
export function countMarks(question: DeskQuestion): TemplateResult {
  const count = (n: number, svg: string, words: string): Mark =>
    n === 0 ? nothing : html`<span class="d-count" title=${words}>${icon(svg, "c-icon")}${n}<span class="c-visually-hidden">${words}</span></span>`;
  const { merged_count, similar, notes } = question;
  return html`${count(merged_count, mergeIcon, t("mergedCount", { n: merged_count }))}
  ${count(similar.length, similarIcon, t("similarCount", { n: similar.length }))}
  ${count(notes.length, noteIcon, t("noteCount", { n: notes.length }))}`;
}

export function cursorMarks(pointers: readonly Present[] | undefined): Mark {
  if (!pointers) return nothing;
  return html`<span class="d-pointers">
    ${pointers.map(({ hue, initials, name }) => html`<span class="d-pointer" data-hue=${hue} title=${t("cursorOf", { name })}>${initials}</span>`)}
  </span>`;
}

/** Who asked, from where, how long ago. */
export function askerMark(question: DeskQuestion, ageMs: number | null): TemplateResult {
  const where = [question.asker_company, question.asker_country].filter(Boolean).join(" · ");
  const who = question.asker_name ?? t("anonymous");
  return html`<span class="d-row__who">${who || t("byCrew")}</span>
    ${ageMs === null ? nothing : html`<span class="c-num">${sayAge(ageMs)}</span>`}
    ${where ? html`<span class="d-row__where">${where}</span>` : nothing}`;
}
