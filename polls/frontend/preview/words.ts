/** What the preview says, and what its made-up crowd says. */
import { currentLanguage, messages } from "../../../live/frontend/i18n";

export const t = messages({
  en: {
    preview: "Preview: nothing that you answer here is counted, and the results are made up.",
    open: "Open",
    closed: "Closed",
    results: "Results",
    again: "Start again",
    stage: "What the crew does",
  },
  fr: {
    preview: "Aperçu : rien de ce que vous répondez ici n’est compté, et les résultats sont inventés.",
    open: "Ouvert",
    closed: "Clos",
    results: "Résultats",
    again: "Recommencer",
    stage: "Ce que fait l’équipe",
  },
});

const SAMPLES = {
  en: {
    words: ["calm", "bright", "fast", "quiet", "warm", "bold", "precise", "light", "elegant", "new"],
    texts: ["This is how an answer looks.", "The crew let this one through.", "And this one, which is a little longer than the others were."],
    names: ["Ada", "Ben", "Chloé", "Dmitri", "Emi"],
  },
  fr: {
    words: ["calme", "lumineux", "rapide", "silence", "chaleur", "audace", "précis", "léger", "élégant", "neuf"],
    texts: ["Voici à quoi ressemble une réponse.", "L’équipe a laissé passer celle-ci.", "Et celle-ci, qui est un peu plus longue que ne l’étaient les autres."],
    names: ["Ada", "Ben", "Chloé", "Dmitri", "Emi"],
  },
} as const;

/** What people might say, in the page's language. */
export function samplesOf(kind: keyof (typeof SAMPLES)["en"]): readonly string[] {
  return SAMPLES[currentLanguage()][kind];
}
