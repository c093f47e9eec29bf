/** What this moderator has pressed: on its way, done, or refused. */
import type { LiveClient } from "../../../live/frontend/client";
import type { Deck, DeskQuestion } from "../../../live/frontend/wire.gen";
import type { Action } from "./row";
import { sayState, t } from "./words";

/** How long a refusal stays on its row. */
const COMPLAINT_MS = 10_000;

export class Moves {
  /** By question: what was pressed and has no answer. */
  readonly pending = new Map<number, Action>();
  /** By question: why it was refused. */
  readonly complaints = new Map<number, string>();
  /** Questions that this person moved: they leave their lane at once. */
  readonly own = new Set<number>();

  constructor(
    private readonly live: LiveClient,
    private readonly changed: () => void,
  ) {}

  /** Approve, send or recall the question as it was seen. Resolves to whether it was done. */
  async move(action: "approve" | "send" | "recall", question: DeskQuestion): Promise<boolean> {
    const args = { question_id: question.id, version: question.version };
    return this.track(action, question.id, () => this.live.command(`desk.${action}`, args));
  }

  /** Reject with a reason. */
  async reject(question: DeskQuestion, reason: string): Promise<boolean> {
    const args = { question_id: question.id, version: question.version, reason };
    return this.track("reject", question.id, () => this.live.command("desk.reject", args));
  }

  /** Put the question `by` places further on in the deck as it was seen. */
  async shift(question: DeskQuestion, deck: Deck, by: -1 | 1): Promise<boolean> {
    const ids = [...deck.question_ids];
    const from = ids.indexOf(question.id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= ids.length) return false;
    ids.splice(to, 0, ...ids.splice(from, 1));
    return this.order(question.id, ids, deck.version, by < 0 ? "up" : "down");
  }

  /** Put the deck into another order. `moved` is the question that was taken by hand. */
  async order(moved: number, ids: number[], version: number, action: "up" | "down"): Promise<boolean> {
    return this.track(action, moved, () =>
      this.live.command("desk.order", { question_ids: ids, deck_version: version }),
    );
  }

  private async track(
    action: Action,
    id: number,
    send: () => ReturnType<LiveClient["command"]>,
  ): Promise<boolean> {
    if (this.pending.has(id)) return false;
    this.pending.set(id, action);
    this.complaints.delete(id);
    this.changed();
    const outcome = await send();
    this.pending.delete(id);
    // Only now: a row whose move is refused stays, and says what happened to it meanwhile.
    if (outcome.ok) this.own.add(id);
    else this.complain(id, this.sayRefusal(outcome.code, outcome.details));
    this.changed();
    return outcome.ok;
  }

  private complain(id: number, text: string): void {
    this.own.delete(id);
    this.complaints.set(id, text);
    setTimeout(() => {
      if (this.complaints.get(id) !== text) return;
      this.complaints.delete(id);
      this.changed();
    }, COMPLAINT_MS);
  }

  private sayRefusal(code: string, details: Readonly<Record<string, unknown>>): string {
    switch (code) {
      case "qa.stale":
      case "qa.illegal_move":
        return t("stale", { what: sayState(details["question"] as DeskQuestion) });
      case "qa.deck_stale":
        return t("stale", { what: t("deck") });
      case "qa.deck_full":
      case "qa.too_many_visible":
        return t("full");
      default:
        return t("failed", { code });
    }
  }
}
