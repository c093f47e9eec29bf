/** What this moderator has pressed: on its way, done, refused, and undone. */
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { CommandArgs, Deck, DeskQuestion } from "../../../live/frontend/wire.gen";
import type { Action } from "./actions";
import { sayBulk, sayClaim, sayRefusal, type RefusedItem } from "./refusals";
import { heldByAnother } from "./claims";
import { placed, type Spot } from "./placing";
import { UndoStack, type MoveItem, type Undoable } from "./undo";
import { short, t, wording } from "./words";

/** How long a refusal stays on its row. */
const COMPLAINT_MS = 10_000;
/** IN_BULK of the server, which locks the desk for a step: between two, others move. */
const IN_BULK = 10;

export type BulkAction = CommandArgs["desk.bulk"]["action"];
type BulkExtra = Omit<CommandArgs["desk.bulk"], "action" | "items" | "bulk">;
/** The wire wants at least one. */
type Items = CommandArgs["desk.undo"]["items"];
type Client = Pick<LiveClient, "command" | "serverNowMs" | "subject">;

/** Under which name a row says that it is on its way. */
const PENDING: Readonly<Record<BulkAction, Action>> = {
  approve: "approve",
  reject: "reject",
  send: "send",
  park: "park",
  sort: "theme",
  assign: "feed",
  release: "claim",
};

interface BulkResult {
  readonly done: readonly DeskQuestion[];
  readonly refused: readonly RefusedItem[];
}

export class Moves {
  /** By question: what was pressed and has no answer. */
  readonly pending = new Map<number, Action>();
  /** By question: why it was refused. */
  readonly complaints = new Map<number, string>();
  readonly undoable = new UndoStack();
  /** Questions that this person moved, with the version that this made: they leave and come at once. */
  private readonly made = new Map<number, number>();

  /** `say` tells what was done, to the eye and to a screen reader. */
  constructor(
    private readonly live: Client,
    private readonly changed: () => void,
    private readonly say: (text: string, isBad?: boolean) => void,
  ) {}

  /** Those that nobody has moved since this person did. */
  own(find: (id: number) => DeskQuestion | undefined): Set<number> {
    const own = new Set<number>();
    for (const [id, version] of this.made) {
      const now = find(id);
      if (!now || now.version > version) this.made.delete(id);
      else own.add(id);
    }
    return own;
  }

  /** Whether somebody else's claim forbids it; the row then says so. */
  isHeld(question: DeskQuestion): boolean {
    const claim = heldByAnother(question, this.live.subject, this.live.serverNowMs);
    if (claim) this.complain(question.id, sayClaim(claim, this.live.serverNowMs));
    return claim !== null;
  }

  /** Do `action` with the question as it was seen. `send` is the command; its result is the question as it is now. */
  async move(action: Action, question: DeskQuestion, send: () => Promise<CommandOutcome>): Promise<CommandOutcome | null> {
    if (this.pending.has(question.id) || this.isHeld(question)) return null;
    const outcome = await this.track(action, question, send);
    if (outcome.ok) {
      const now = (outcome.result as { question?: DeskQuestion }).question;
      const label = t("did", { what: t(action), text: short(wording(question)) });
      // A merge the other way round answers with the other question.
      if (now && (now.id !== question.id || now.version > question.version)) {
        this.made.set(now.id, now.version);
        this.undoable.push([{ question_id: now.id, version: now.version }], label, this.live.serverNowMs);
      }
      this.say(label);
    }
    this.changed();
    return outcome;
  }

  /**
   * Put the question elsewhere in the deck that was `seen`. When that is not the newest any more, nothing is overwritten:
   * the page says who was faster, and shows what they made.
   */
  async place(question: DeskQuestion, spot: Spot, seen: Deck, action: "up" | "down"): Promise<void> {
    const ids = placed(seen, question.id, spot);
    if (!ids || this.pending.has(question.id)) return;
    const send = (): Promise<CommandOutcome> => this.live.command("desk.order", { question_ids: ids, deck_version: seen.version });
    const outcome = await this.track(action, question, send);
    if (!outcome.ok) this.say(sayRefusal(outcome.code, outcome.details, question, this.live.serverNowMs), true);
    this.changed();
  }

  /**
   * Do `action` with all of `questions`, in as many steps as it takes; each question alone may be refused. All of them are
   * undone in one go, until ten seconds after the last step: the server knows by `bulk` that the steps are of one piece.
   */
  async bulk(action: BulkAction, label: string, questions: readonly DeskQuestion[], extra: BulkExtra = {}): Promise<void> {
    const byId = new Map(questions.map((question) => [question.id, question]));
    const items = questions.map(({ id, version }) => ({ question_id: id, version }));
    for (const { id } of questions) this.pending.set(id, PENDING[action]);
    this.changed();
    // The server tells bulks apart for one person: the moment is name enough.
    const one = items.length > IN_BULK ? { bulk: String(Math.round(this.live.serverNowMs)) } : {};
    const result = await this.inSteps(items, (step) => this.live.command("desk.bulk", { action, items: step, ...one, ...extra }));
    for (const { id } of questions) this.pending.delete(id);
    const what = t("didMany", { what: label, many: t("manyOf", { n: result.done.length }) });
    this.settle(result, byId, action === "release" ? null : what);
    this.say(t("didMany", { what: label, many: sayBulk(result.done.length, result.refused) }), result.refused.length > 0);
    this.changed();
  }

  /** What can be undone now, and for how long. */
  get last(): Undoable | null {
    return this.undoable.top(this.live.serverNowMs);
  }

  /** Undo the last move, a bulk in one go. Resolves to the questions that came back. */
  async undo(): Promise<readonly DeskQuestion[]> {
    const last = this.undoable.pop(this.live.serverNowMs);
    if (!last) return [];
    this.changed();
    // The last first, so that a deck is as it was.
    const items = last.items.toReversed();
    const result = await this.inSteps(items, (step) => this.live.command("desk.undo", { items: step.toReversed() as Items }));
    this.settle(result, new Map(), null);
    const { done, refused } = result;
    if (done.length > 0) this.say(t("undone", { what: last.label }));
    else if (refused[0]) this.say(sayRefusal(refused[0].code, refused[0].details, undefined, this.live.serverNowMs), true);
    this.changed();
    return done;
  }

  complain(id: number, text: string): void {
    this.complaints.set(id, text);
    this.changed();
    setTimeout(() => {
      if (this.complaints.get(id) !== text) return;
      this.complaints.delete(id);
      this.changed();
    }, COMPLAINT_MS);
  }

  private async track(action: Action, question: DeskQuestion, send: () => Promise<CommandOutcome>): Promise<CommandOutcome> {
    const { id } = question;
    this.pending.set(id, action);
    this.complaints.delete(id);
    this.changed();
    const outcome = await send();
    this.pending.delete(id);
    // Only now: a row whose move is refused stays, and says what happened to it meanwhile.
    if (!outcome.ok) this.complain(id, sayRefusal(outcome.code, outcome.details, question, this.live.serverNowMs));
    return outcome;
  }

  private async inSteps(items: readonly MoveItem[], send: (step: Items) => Promise<CommandOutcome>): Promise<BulkResult> {
    const done: DeskQuestion[] = [];
    const refused: RefusedItem[] = [];
    for (let at = 0; at < items.length; at += IN_BULK) {
      const step = items.slice(at, at + IN_BULK);
      const outcome = await send(step as Items);
      if (outcome.ok) {
        const result = outcome.result as BulkResult;
        done.push(...result.done);
        refused.push(...result.refused);
      } else {
        const { code, message, details } = outcome;
        refused.push(...step.map(({ question_id }) => ({ question_id, code, message, details })));
      }
    }
    return { done, refused };
  }

  private settle(
    { done, refused }: BulkResult,
    seen: ReadonlyMap<number, DeskQuestion>,
    undoable: string | null,
  ): void {
    const now = this.live.serverNowMs;
    for (const { id, version } of done) this.made.set(id, version);
    if (undoable !== null) this.undoable.push(done.map(({ id, version }) => ({ question_id: id, version })), undoable, now);
    for (const { question_id, code, details } of refused) {
      this.complain(question_id, sayRefusal(code, details, seen.get(question_id), now));
    }
  }
}
