/** An answer in words. */
import { currentLanguage } from "../../../live/frontend/i18n";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { scaleOf, type Answer } from "./draft";
import { fromUnits } from "./numbers";
import { optionText, textOf } from "./texts";
import { t } from "./words";

/** What was answered, in a line. */
export function sayAnswer(poll: PollRecord, { options, value, words, text }: Answer): string {
  switch (poll.kind) {
    case "single":
    case "several":
    case "quiz":
      return options.map((id) => optionText(poll, id)).join(", ");
    case "ranking":
      return options.map((id, place) => `${place + 1}. ${optionText(poll, id)}`).join("  ");
    case "rating":
      if (value === null) return "";
      return poll.scale === "stars" ? t("stars", { n: value }) : `${value} / ${scaleOf(poll).at(-1) ?? ""}`;
    case "number":
      return value === null ? "" : sayNumber(poll, value);
    case "words":
      return words.join(", ");
    case "text":
      return text;
  }
}

/** A value of a guess with its unit. */
export function sayNumber(poll: PollRecord, value: number): string {
  return `${fromUnits(value, poll.decimals, currentLanguage())} ${textOf(poll.unit)}`.trim();
}
