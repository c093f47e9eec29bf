/** With which questions one may be merged: first those that were proposed, or whatever has the words that are sought. */
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { isMergeable, isOpen } from "./actions";
import { hasWords, wordsOf } from "./folding";

const MOST = 8;

/** `all` are the desk's questions; what `question` is a part of already is not among the candidates. */
export function mergeCandidates(
  question: DeskQuestion,
  all: Readonly<Record<string, DeskQuestion>>,
  sought: string,
): DeskQuestion[] {
  const isFit = (other: DeskQuestion | undefined): other is DeskQuestion =>
    other !== undefined && other.id !== question.id && (isOpen(other) || other.state === "answered");
  const words = wordsOf(sought);
  if (words.length === 0) return question.similar.map(({ question_id }) => all[String(question_id)]).filter(isFit);
  const found: DeskQuestion[] = [];
  for (const key in all) {
    const other = all[key];
    if (isFit(other) && hasWords(other, words)) found.push(other);
    if (found.length >= MOST) break;
  }
  return found;
}

/** Whether `other` can in its turn become a part of a question. */
export function canBeJoined(other: DeskQuestion): boolean {
  return isMergeable(other);
}
