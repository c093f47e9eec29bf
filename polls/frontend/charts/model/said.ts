/** Texts by language, as polls carry them. */
import type { Language } from "../../../../live/frontend/i18n";

/** A text and the language that it is in, "" where nobody knows. */
export interface Said {
  readonly text: string;
  readonly language: string;
}

/** The text in `language`, else in the first that there is: better a question in another language than none. */
export function say(texts: Readonly<Record<string, string>>, language: Language): Said {
  const found = [language, ...Object.keys(texts)].find((each) => texts[each]);
  return found === undefined ? { text: "", language: "" } : { text: texts[found] ?? "", language: found };
}
