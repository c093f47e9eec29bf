/** The few words of the graphics' own, in both languages. */
import { messages } from "../../../live/frontend/i18n";
import type { PollRecord } from "../../../live/frontend/wire.gen";

export const t = messages({
  en: {
    question: "Your vote",
    quiz: "Quiz",
    results: "Results",
    leaderboard: "Leaderboard",
    single: "Choose one",
    several: { one: "Choose one", other: "Choose up to {n}" },
    exactly: { one: "Choose {n}", other: "Choose {n}" },
    between: "Choose {least} to {most}",
    stars: "From 1 to 5 stars",
    nps: "From 0 to 10",
    ranking: "Put them in order",
    word: "In one word",
    words: "In up to {n} words",
    text: "In your own words",
    number: "Your guess",
    guess: "Your guess, from {from} to {to}",
    voted: { one: "{n} person voted", other: "{n} people voted" },
  },
  fr: {
    question: "À vous de voter",
    quiz: "Quiz",
    results: "Résultats",
    leaderboard: "Classement",
    single: "Un seul choix",
    several: { one: "Un seul choix", other: "Jusqu’à {n} choix" },
    exactly: { one: "{n} choix", other: "{n} choix" },
    between: "De {least} à {most} choix",
    stars: "De 1 à 5 étoiles",
    nps: "De 0 à 10",
    ranking: "Mettez dans l’ordre",
    word: "En un mot",
    words: "En {n} mots au plus",
    text: "Avec vos mots",
    number: "Votre estimation",
    guess: "Votre estimation, de {from} à {to}",
    voted: { one: "{n} personne a voté", other: "{n} personnes ont voté" },
  },
});

/** How one answers. */
export function sayHow(poll: PollRecord, figure: (value: number) => string): string {
  switch (poll.kind) {
    case "several": {
      const { min_choices: least, max_choices: most } = poll;
      if (least === most) return t("exactly", { n: most });
      return least <= 1 ? t("several", { n: most }) : t("between", { least, most });
    }
    case "rating":
      return t(poll.scale);
    case "ranking":
      return t("ranking");
    case "words":
      return poll.max_words > 1 ? t("words", { n: poll.max_words }) : t("word");
    case "text":
      return t("text");
    case "number":
      return t("guess", { from: figure(poll.min_value), to: figure(poll.max_value) });
    default:
      return t("single");
  }
}
