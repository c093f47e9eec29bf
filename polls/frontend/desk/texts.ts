/** What was written in several languages. Pure. */

export interface TextIn {
  readonly text: string;
  readonly language: string;
  /** It is not there in the language that was asked for. */
  readonly isMissing: boolean;
}

/** The text in `language`, else in another that has it. */
export function textIn(texts: Readonly<Record<string, string>>, language: string): TextIn {
  const own = texts[language];
  if (own) return { text: own, language, isMissing: false };
  const [other, text] = Object.entries(texts).find(([, each]) => each !== "") ?? [language, ""];
  return { text, language: other, isMissing: text !== "" };
}
