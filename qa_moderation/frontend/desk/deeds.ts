/** What one does at the desk: from a key or a button to a command, with the form that may stand between. */
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { DeskQuestion, DeskState } from "../../../live/frontend/wire.gen";
import { bulkOf, isAllowed, type Action } from "./actions";
import type { Board } from "./board";
import { ClaimKeeper, liveClaim } from "./claims";
import { CLAIMING, type Form, type FormKind } from "./form";
import { laneOf } from "./lanes";
import type { BulkAction, Moves } from "./moves";
import { spotAmong } from "./placing";
import { sayRefusal } from "./refusals";
import { t } from "./words";

/** What the page does for those who do. */
export interface Stagehand {
  readonly live: LiveClient;
  readonly board: Board;
  readonly moves: Moves;
  state(): DeskState | undefined;
  changed(): void;
  /** Put the focus on the row under the cursor; `gently` leaves who writes elsewhere meanwhile alone. */
  refocus(gently?: boolean): void;
  /** Show the pane and put the focus into its form. */
  showForm(): void;
}

/** What a question keeps its lane in. */
const STAYING: ReadonlySet<BulkAction> = new Set<BulkAction>(["sort", "assign", "release"]);
const FORMS: ReadonlySet<Action> = new Set<Action>(["reject", "edit", "answer", "merge", "note", "theme", "language", "feed"]);

export class Deeds {
  form: Form | null = null;
  private readonly keeper: ClaimKeeper;

  constructor(private readonly hand: Stagehand) {
    const { live, moves } = hand;
    this.keeper = new ClaimKeeper(
      live,
      (id) => hand.board.index.find(id),
      (id, code, details) => {
        moves.complain(id, sayRefusal(code, details, undefined, live.serverNowMs));
        if (this.form?.ids.includes(id)) this.close(true, true);
      },
    );
  }

  /** Do `action` with what is selected, else with `question`. */
  act(action: Action, question: DeskQuestion | undefined): void {
    const { board, moves } = this.hand;
    const chosen = board.chosenQuestions;
    const feedCount = this.hand.state()?.feeds.length ?? 1;
    if (chosen.length > 0 && bulkOf(feedCount).includes(action)) {
      this.actOnAll(action, chosen);
      return;
    }
    if (!question || !isAllowed(action, question, feedCount)) return;
    if (board.cursor !== question.id) board.point(question.id);
    // The director and the organiser let go of anybody's claim; the server refuses it to others.
    if (action !== "note" && action !== "claim" && moves.isHeld(question)) return;
    if (FORMS.has(action)) {
      this.open(action as FormKind, [question]);
      return;
    }
    this.close(false);
    switch (action) {
      case "up":
      case "down": {
        this.hand.refocus();
        this.shift(question, action);
        break;
      }
      case "priority":
        void this.sort(question, { priority: (question.priority + 1) % 3 });
        break;
      case "claim":
        void this.claim(question);
        break;
      case "approve":
      case "send":
      case "recall":
      case "park":
        this.leave([question]);
        void this.command(action, question, `desk.${action}`);
        break;
      default:
        break;
    }
  }

  /** Put the question beside the next one that is shown: what a filter hides is no step. */
  private shift(question: DeskQuestion, action: "up" | "down"): void {
    const deck = this.hand.state()?.deck;
    if (!deck) return;
    const shown = this.hand.board.shown("deck");
    const ids = shown.includes(question.id) ? shown : deck.question_ids;
    const from = ids.indexOf(question.id);
    const spot = spotAmong(ids, from, from + (action === "up" ? -1 : 1));
    if (spot) void this.hand.moves.place(question, spot, deck, action);
  }

  /** Undo the last move; what comes back takes the cursor. */
  async undo(): Promise<void> {
    const [first] = await this.hand.moves.undo();
    const lane = first && laneOf(first);
    if (!lane) return;
    // The facts may come after the answer.
    this.hand.board.await(first.id, lane);
    this.hand.refocus(true);
  }

  // --- forms

  open(kind: FormKind, questions: readonly DeskQuestion[]): void {
    const [only] = questions;
    if (this.form?.kind === kind && this.form.ids[0] === only?.id) {
      this.close();
      return;
    }
    this.close(false);
    const seen = questions.length === 1 && only ? only : null;
    this.form = { kind, ids: questions.map(({ id }) => id), start: seen, seen, typed: null, complaint: "", isSending: false };
    if (seen && CLAIMING.has(kind)) this.keeper.hold(seen);
    this.hand.showForm();
  }

  /** Follow what is written in the form. */
  readonly typed = (event: Event): void => {
    if (!this.form) return;
    this.form.typed = (event.target as HTMLTextAreaElement).value;
    this.hand.changed();
  };

  /** Close the form, and let go of what was claimed for it. */
  close(refocus = true, gently = false): void {
    if (!this.form) return;
    this.form = null;
    this.keeper.drop();
    if (refocus) this.hand.refocus(gently);
    this.hand.changed();
  }

  reject(reason: string, note: string): void {
    const text = reason.trim();
    if (!text || !this.form) return;
    const { seen, ids } = this.form;
    if (!seen) {
      this.bulk("reject", t("reject"), ids, { reason: text, note });
      return;
    }
    this.close(false);
    const now = this.hand.board.index.find(seen.id) ?? seen;
    this.leave([now]);
    void this.command("reject", now, "desk.reject", { reason: text, note });
  }

  chooseTheme(themeId: number | null): void {
    this.sortAll(t("theme"), { theme_id: themeId });
  }

  choosePriority(priority: number): void {
    this.sortAll(t("priority"), { priority });
  }

  chooseLanguage(language: string): void {
    const seen = this.form?.seen;
    this.close();
    const now = seen && this.hand.board.index.find(seen.id);
    if (now && now.language !== language) void this.command("language", now, "desk.sort", { language });
  }

  chooseFeed(feed: string): void {
    const { form } = this;
    if (form && !form.seen) {
      this.bulk("assign", t("feed"), form.ids, { feed });
      return;
    }
    const seen = form?.seen;
    this.close();
    const now = seen && this.hand.board.index.find(seen.id);
    if (now && now.feed !== feed) void this.command("feed", now, "desk.assign", { feed });
  }

  reword(text: string): void {
    void this.submit("edit", (seen) => this.send(seen, "desk.reword", { text }));
  }

  answer(text: string): void {
    if (text.trim()) void this.submit("answer", (seen) => this.send(seen, "desk.answer", { text }), true);
  }

  note(text: string): void {
    if (!text.trim()) return;
    const id = this.form?.ids[0];
    if (id === undefined) return;
    void this.submit("note", () => this.hand.live.command("desk.note", { question_id: id, text }));
  }

  /** Make this question a part of `other`, or `other` a part of it. */
  merge(other: DeskQuestion, isReversed: boolean): void {
    void this.submit(
      "merge",
      (seen) => {
        const [from, into] = isReversed ? [other, seen] : [seen, other];
        return this.send(from, "desk.merge", { into_id: into.id, into_version: into.version });
      },
      !isReversed,
    );
  }

  // --- all at once

  private actOnAll(action: Action, questions: readonly DeskQuestion[]): void {
    if (action === "reject" || action === "theme" || action === "priority" || action === "feed") this.open(action, questions);
    else if (action === "claim") this.bulk("release", t("release"), questions.map(({ id }) => id));
    else this.bulk(action as BulkAction, t(action), questions.map(({ id }) => id));
  }

  private bulk(action: BulkAction, label: string, ids: readonly number[], extra: Parameters<Moves["bulk"]>[3] = {}): void {
    const { board, moves } = this.hand;
    const questions = ids.flatMap((id) => board.index.find(id) ?? []);
    this.close(false);
    if (!STAYING.has(action)) this.leave(questions);
    board.chooseNone();
    this.hand.refocus();
    void moves.bulk(action, label, questions, extra);
  }

  private sortAll(label: string, change: { theme_id?: number | null; priority?: number }): void {
    const form = this.form;
    if (!form) return;
    if (!form.seen) {
      this.bulk("sort", label, form.ids, change);
      return;
    }
    this.close();
    const now = this.hand.board.index.find(form.seen.id);
    if (now) void this.sort(now, change);
  }

  // --- one

  private sort(question: DeskQuestion, change: { theme_id?: number | null; priority?: number }): Promise<unknown> {
    return this.command("priority" in change ? "priority" : "theme", question, "desk.sort", change);
  }

  private async claim(question: DeskQuestion): Promise<void> {
    const { live, moves } = this.hand;
    const isHeld = liveClaim(question, live.serverNowMs) !== null;
    const { id, version } = question;
    const outcome = isHeld
      ? await live.command("desk.release", { question_id: id })
      : await live.command("desk.claim", { question_id: id, version });
    if (!outcome.ok) moves.complain(id, sayRefusal(outcome.code, outcome.details, question, live.serverNowMs));
  }

  private leave(questions: readonly DeskQuestion[]): void {
    this.hand.board.leave(questions.map(({ id }) => id));
    this.hand.refocus();
  }

  private command(action: Action, question: DeskQuestion, name: string, extra: object = {}): Promise<CommandOutcome | null> {
    return this.hand.moves.move(action, question, () => this.send(question, name, extra));
  }

  private send({ id, version }: DeskQuestion, name: string, extra: object = {}): Promise<CommandOutcome> {
    const args = { question_id: id, version, ...extra };
    return this.hand.live.command(name as "desk.approve", args);
  }

  /** Send the form; it closes when that was done, and otherwise says why and keeps what was typed. */
  private async submit(action: Action, send: (seen: DeskQuestion) => Promise<CommandOutcome>, leaves = false): Promise<void> {
    const { form } = this;
    if (!form?.seen || form.isSending) return;
    const { board, moves, live } = this.hand;
    const seen = form.seen;
    form.isSending = true;
    form.complaint = "";
    const outcome = action === "note" ? await send(seen) : await moves.move(action, seen, () => send(seen));
    form.isSending = false;
    if (outcome?.ok) {
      if (this.form === form) {
        // A move has let go of the claim; what changed nothing, or another question, has not.
        const now = (outcome.result as { question?: DeskQuestion }).question;
        if (now?.id === seen.id && now.version > seen.version) this.keeper.forget();
        if (leaves) board.leave([seen.id]);
        this.close(true, true);
      }
      return;
    }
    if (outcome) {
      form.complaint = sayRefusal(outcome.code, outcome.details, seen, live.serverNowMs);
      const now = outcome.details["question"] as DeskQuestion | undefined;
      if (now?.id === seen.id) form.seen = now;
    }
    this.hand.changed();
  }
}
