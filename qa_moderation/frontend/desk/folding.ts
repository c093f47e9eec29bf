/** Words as one seeks them: without case, accents and the sign that the keyboard made of an apostrophe. */
import type { DeskQuestion } from "../../../live/frontend/wire.gen";

/** Return `text` folded: "Éclat d’été" and "eclat d'ete" are the same. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’‘ʼ]/g, "'")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss");
}

// A reducer makes a new record for whatever changes, so that the record itself is the version of its text.
const folded = new WeakMap<DeskQuestion, string>();

/** Everything of a question that is sought in: both wordings, the asker, notes, the written answer. */
export function soughtText(question: DeskQuestion): string {
  let text = folded.get(question);
  if (text === undefined) {
    const { set_text, asker_name, asker_company, notes, answer, id } = question;
    text = fold([question.text, set_text, asker_name ?? "", asker_company, ...notes.map((note) => note.text), answer, `#${id}`].join("\n"));
    folded.set(question, text);
  }
  return text;
}

/** Whether every word of `words` (folded) is in the question. */
export function hasWords(question: DeskQuestion, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = soughtText(question);
  return words.every((word) => text.includes(word));
}

/** The folded words of what was typed. */
export function wordsOf(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean);
}
