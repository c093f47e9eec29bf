/** What the chat's desk shows, and where its cursor is: nothing jumps under who reads or presses. Pure. */
import type { ChatDeskState, DeskChatMessage } from "../../../live/frontend/wire.gen";
import { isWaiting } from "./actions";

export type LaneName = "flow" | "waiting";
export const LANES: readonly LaneName[] = ["waiting", "flow"];

/** Nobody has read what came under the cursor less than this ago. */
export const MOMENT_MS = 1_000;

export interface Eyes {
  readonly nowMs: number;
  /** The name under which this person's own moves are told. */
  readonly me: string;
  isRead(lane: LaneName): boolean;
}

/** What a lane shows. While it is read, only what does not stay leaves it, and what comes in between waits behind a count. */
export class Lane {
  shown: readonly number[] = [];
  fresh = 0;

  take(ids: readonly number[], { isRead, grows, stays }: { isRead: boolean; grows: boolean; stays(id: number): boolean }): void {
    if (!isRead || this.shown.length === 0) {
      this.showAll(ids);
      return;
    }
    const shown = this.shown.filter(stays);
    const there = new Set(shown);
    // What comes last moves nothing: it stands there at once.
    for (let at = ids.length; grows && at > 0 && !there.has(ids[at - 1] ?? 0); at -= 1) shown.splice(there.size, 0, ids[at - 1] ?? 0);
    const now = new Set(shown);
    this.shown = shown;
    this.fresh = ids.filter((id) => !now.has(id)).length;
  }

  showAll(ids: readonly number[]): void {
    this.shown = ids;
    this.fresh = 0;
  }
}

export class Lanes {
  lane: LaneName = "flow";
  cursor: number | null = null;
  private readonly lanes: Readonly<Record<LaneName, Lane>> = { flow: new Lane(), waiting: new Lane() };
  private readonly byId = new Map<number, DeskChatMessage>();
  private ids: Readonly<Record<LaneName, readonly number[]>> = { flow: [], waiting: [] };
  /** What this person decided, until it has left what waits. */
  private readonly own = new Set<number>();
  private at = 0;
  private slippedAtMs = -Infinity;
  private overtakenAtMs = -Infinity;

  /** Take what came. */
  take(state: ChatDeskState, { nowMs, me, isRead }: Eyes): void {
    const before = this.message;
    this.byId.clear();
    for (const message of state.messages) this.byId.set(message.id, message);
    const waiting = state.messages.filter(isWaiting).map(({ id }) => id);
    this.ids = { flow: state.messages.map(({ id }) => id).reverse(), waiting };
    const stillWaiting = new Set(waiting);
    this.lanes.flow.take(this.ids.flow, { isRead: isRead("flow"), grows: false, stays: (id) => this.byId.has(id) });
    // What somebody else decided keeps its place and says so; what is decided here goes.
    this.lanes.waiting.take(waiting, {
      isRead: isRead("waiting"),
      grows: true,
      stays: (id) => stillWaiting.has(id) || (this.byId.has(id) && !this.own.has(id)),
    });
    for (const id of this.own) if (!stillWaiting.has(id)) this.own.delete(id);
    this.settle(nowMs);
    const { message } = this;
    if (message?.id !== before?.id) this.overtakenAtMs = -Infinity;
    else if (message && before && hasMoved(before, message) && message.moved_by !== me) this.overtakenAtMs = nowMs;
  }

  /** Show all there is, in order: somebody asked for it. */
  showAll(nowMs: number): void {
    for (const name of LANES) this.lanes[name].showAll(this.ids[name]);
    this.settle(nowMs);
  }

  shown(name: LaneName): DeskChatMessage[] {
    return this.lanes[name].shown.flatMap((id) => this.byId.get(id) ?? []);
  }

  fresh(name: LaneName): number {
    return this.lanes[name].fresh;
  }

  /** How many wait for a decision, whatever is shown. */
  get waiting(): number {
    return this.ids.waiting.length;
  }

  get message(): DeskChatMessage | undefined {
    return this.cursor === null ? undefined : this.byId.get(this.cursor);
  }

  /** Whether the cursor has moved by itself so lately that a key was meant for what stood there before. */
  hasSlipped(nowMs: number): boolean {
    return nowMs - this.slippedAtMs < MOMENT_MS;
  }

  /** Whether another has moved the cursor's message so lately that a key was meant for what it was before. */
  isOvertaken(nowMs: number): boolean {
    return nowMs - this.overtakenAtMs < MOMENT_MS;
  }

  // --- where one is

  point(lane: LaneName, id: number): void {
    this.lane = lane;
    this.place(id);
  }

  step(by: number): void {
    const ids = this.lanes[this.lane].shown;
    const from = ids.indexOf(this.cursor ?? -1);
    this.place(ids[Math.max(0, Math.min(ids.length - 1, (from < 0 ? this.at : from) + by))] ?? null);
  }

  /** Go to the first of the other lane. */
  cross(): void {
    this.lane = this.lane === "flow" ? "waiting" : "flow";
    this.place(this.lanes[this.lane].shown[0] ?? null);
  }

  /** A decision about `id` is on its way: the next takes the cursor, so that a hand on the keys goes on. */
  leave(id: number): void {
    this.own.add(id);
    if (this.lane !== "waiting" || this.cursor !== id) return;
    const ids = this.lanes.waiting.shown;
    const from = ids.indexOf(id);
    const isLeft = (other: number): boolean => !this.own.has(other);
    this.place(ids.slice(from + 1).find(isLeft) ?? ids.slice(0, Math.max(0, from)).findLast(isLeft) ?? id);
  }

  /** It was refused: it waits as before. */
  stay(id: number): void {
    this.own.delete(id);
  }

  private place(id: number | null): void {
    if (id !== this.cursor) this.overtakenAtMs = -Infinity;
    this.cursor = id;
    this.at = Math.max(0, this.lanes[this.lane].shown.indexOf(id ?? -1));
    this.slippedAtMs = -Infinity;
  }

  private settle(nowMs: number): void {
    const ids = this.lanes[this.lane].shown;
    const at = ids.indexOf(this.cursor ?? -1);
    if (at >= 0) {
      this.at = at;
      return;
    }
    this.at = Math.max(0, Math.min(this.at, ids.length - 1));
    const next = ids[this.at] ?? null;
    if (next !== this.cursor) this.slippedAtMs = nowMs;
    this.cursor = next;
  }
}

/** Keys that do and undo mean the other thing by now. */
function hasMoved(before: DeskChatMessage, now: DeskChatMessage): boolean {
  return before.state !== now.state || before.is_pinned !== now.is_pinned;
}
