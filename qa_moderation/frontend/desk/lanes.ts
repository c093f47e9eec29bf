/** Which questions stand in which lane, in which order. Pure, but for what a lane remembers. */
import type { DeskQuestion, DeskState } from "../../../live/frontend/wire.gen";

export type LaneName = "inbox" | "approved" | "deck";

/** The question's lane, or null when it is in none. */
export function laneOf(question: DeskQuestion): LaneName | null {
  return question.state === "pending"
    ? "inbox"
    : question.state === "approved"
      ? "approved"
      : question.state === "on_deck"
        ? "deck"
        : null;
}

/** The ids that belong into a lane, in its own order. */
export function idsOf(state: DeskState, lane: LaneName): number[] {
  if (lane === "deck") return state.deck.question_ids.filter((id) => state.questions[String(id)]?.state === "on_deck");
  const questions = Object.values(state.questions).filter((question) => laneOf(question) === lane);
  const votes = (question: DeskQuestion): number => state.upvotes[String(question.id)] ?? 0;
  return questions
    .sort((a, b) => (lane === "approved" ? votes(b) - votes(a) : 0) || a.asked_at_ms - b.asked_at_ms || a.id - b.id)
    .map(({ id }) => id);
}

/** The question on air, if one is. */
export function onAir(state: DeskState): DeskQuestion | undefined {
  return Object.values(state.questions).find((question) => question.state === "on_air");
}

/** The questions that the host is done with, the latest first. */
export function finished(state: DeskState, most: number): DeskQuestion[] {
  return Object.values(state.questions)
    .filter(({ state: where }) => where === "answered" || where === "skipped")
    .sort((a, b) => b.moved_at_ms - a.moved_at_ms)
    .slice(0, most);
}

/**
 * What a lane shows. While it is read, nothing moves in it: what comes waits behind a count, what left keeps its place
 * and says where it went, and an order once made stays.
 */
export class LaneView {
  shown: number[] = [];
  waiting: number[] = [];
  private filled = false;

  /** Take the lane's ids as they are now. `own`: those that this person moved, which leave at once. */
  take(ids: readonly number[], { isRead, own, keepOrder }: { isRead: boolean; own: ReadonlySet<number>; keepOrder: boolean }): void {
    const here = new Set(ids);
    if (!this.filled || !isRead) {
      this.filled = true;
      this.shown = [...ids];
      this.waiting = [];
      return;
    }
    const staying = this.shown.filter((id) => here.has(id) || !own.has(id));
    const seen = new Set(staying);
    const fresh = ids.filter((id) => !seen.has(id));
    // The deck's order is a decision that all must see, and what one sent oneself belongs under one's eyes.
    if (keepOrder) {
      this.shown = [...ids];
      this.waiting = [];
    } else {
      this.shown = [...staying, ...fresh.filter((id) => own.has(id))];
      this.waiting = fresh.filter((id) => !own.has(id));
    }
  }

  /** Show everything, in the lane's own order. */
  showAll(ids: readonly number[]): void {
    this.shown = [...ids];
    this.waiting = [];
  }
}

/** Whether `question` has `text` in its words or its asker's, without regard to case and accents. */
export function matches(question: DeskQuestion, text: string): boolean {
  if (!text) return true;
  const plain = (value: string): string => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain(`${question.text} ${question.asker_name ?? ""} ${question.asker_company}`).includes(plain(text));
}
