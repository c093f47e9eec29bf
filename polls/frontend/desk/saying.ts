/** States and refusals in words, with their signs. */
import type { CommandOutcome } from "../../../live/frontend/client";
import { currentLanguage } from "../../../live/frontend/i18n";
import type { DeskPoll } from "../../../live/frontend/wire.gen";
import { archiveIcon, draftIcon, goneIcon, hourglassIcon, openIcon, readyIcon, resultsIcon, stopIcon, surveyIcon } from "./icons";
import { stageOf, type Stage } from "./life";
import { textIn } from "./texts";
import { t } from "./words";

export type Failure = Extract<CommandOutcome, { ok: false }>;

const STAGES = {
  draft: ["isDraft", draftIcon],
  armed: ["isArmed", readyIcon],
  survey: ["isSurvey", surveyIcon],
  open: ["isOpen", openIcon],
  closing: ["isClosing", hourglassIcon],
  closed: ["isClosed", stopIcon],
  results: ["isResults", resultsIcon],
  gone: ["isGone", goneIcon],
  archived: ["isArchived", archiveIcon],
} as const;

/** The word of a stage. */
export function sayStage(stage: Stage): string {
  return t(STAGES[stage][0]);
}

/** The sign of a stage. */
export function signOf(stage: Stage): string {
  return STAGES[stage][1];
}

/** The beginning of a question, in the page's language. */
export function sayQuestion({ poll }: DeskPoll): string {
  const { text } = textIn(poll.question, currentLanguage());
  return text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text;
}

/** Whole seconds that are left, none of them cut off. */
export function secondsLeft(leftMs: number): number {
  return Math.max(0, Math.ceil(leftMs / 1000));
}

const MISSING = {
  question: "missing_question",
  options: "missing_options",
  right_answer: "missing_right_answer",
  range: "missing_range",
  translation: "missing_translation",
} as const;

/** What a refused press says. `seen` is the poll as it was pressed. */
export function sayRefusal({ code, details }: Failure, nowMs: number, seen?: DeskPoll): string {
  const now = details["poll"] as DeskPoll | undefined;
  switch (code) {
    case "polls.stale": {
      if (!now) break;
      const stage = stageOf(now, nowMs);
      return seen && stageOf(seen, nowMs) === stage ? t("staleEdited") : t("stale", { state: sayStage(stage) });
    }
    case "polls.illegal_move":
      if (!now) break;
      return t("illegal", { state: sayStage(stageOf(now, nowMs)) });
    case "polls.incomplete":
      return t("incomplete", { what: sayMissing(details["missing"]) });
    case "polls.not_final":
      return t("notFinal", { n: secondsLeft(Number(details["accepts_until_ms"]) - nowMs) });
    case "polls.unknown_poll":
      return t("unknownPoll");
    case "polls.unknown_answer":
    case "polls.unknown_word":
      return t("unknownAnswer");
    case "polls.too_many_polls":
      return t("tooMany", { n: Number(details["limit"]) });
    case "live.forbidden":
      return t("notYou");
    case "live.rate_limited":
      return t("tooFast");
    case "live.busy":
    case "live.unavailable":
      return t("busy");
    case "client.timeout":
      return t("timeout");
    case "client.closed":
      return t("expired");
  }
  return t("failed", { code });
}

function sayMissing(missing: unknown): string {
  const names = Array.isArray(missing) ? missing.map(String) : [];
  return names.map((name) => (name in MISSING ? t(MISSING[name as keyof typeof MISSING]) : name)).join(", ");
}
