/** What the set pressed, said at once at the desk. */
import type { WireFact } from "../../../live/frontend/topics";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { short, t, wording } from "./words";

/** What came later than this tells of the past: after a break, nobody wants to hear it all. */
const NEWS_MS = 15_000;

const SAYINGS = {
  QuestionTaken: "tookOnAir",
  QuestionAnswered: "wasAnswered",
  QuestionSkipped: "wasSkipped",
  QuestionPutBack: "wasPutBack",
} as const;

/** The sentences for the presses among `facts`; those of `me` (a name) are one's own. */
export function announcements(facts: readonly WireFact[], me: string, nowMs: number): string[] {
  return facts.flatMap((fact) => {
    if (!(fact.kind in SAYINGS) || nowMs - fact.at_ms > NEWS_MS) return [];
    const { question } = fact.data as { question: DeskQuestion };
    if (question.moved_by === me) return [];
    const saying = SAYINGS[fact.kind as keyof typeof SAYINGS];
    const text = short(wording(question));
    return [saying === "wasAnswered" ? t(saying, { text }) : t(saying, { text, name: question.moved_by || t("theHost") })];
  });
}
