/** What reactions say, in both languages. */
import { currentLanguage, messages } from "../../../live/frontend/i18n";
import type { Reaction } from "../../../live/frontend/wire.gen";

export const t = messages({
  en: { react: "React", count: { one: "{n} reaction", other: "{n} reactions" } },
  fr: { react: "Réagir", count: { one: "{n} réaction", other: "{n} réactions" } },
});

/** What an emoji says; without words of the organiser's a screen reader has its own. */
export function labelOf(reaction: Reaction): string {
  return reaction.labels[currentLanguage()] ?? reaction.emoji;
}
