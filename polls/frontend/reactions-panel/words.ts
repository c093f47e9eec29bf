/** What the panel of reactions says, in both languages. */
import { messages } from "../../../live/frontend/i18n";

export const t = messages({
  en: {
    reactions: "Reactions",
    on: "on",
    off: "off",
    held: "The service level has them off.",
    count: { one: "{n} tap", other: "{n} taps" },
    failed: "That did not work. Try again.",
  },
  fr: {
    reactions: "Réactions",
    on: "activées",
    off: "désactivées",
    held: "Le niveau de service les a désactivées.",
    count: { one: "{n} appui", other: "{n} appuis" },
    failed: "Cela n’a pas marché. Réessayez.",
  },
});
