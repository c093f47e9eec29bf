/** Which lane a question stands in, and what a lane shows while it is read. */
import type { DeskQuestion } from "../../../live/frontend/wire.gen";

export type MainLane = "inbox" | "approved" | "deck";
export type SideLane = "parked" | "declined" | "answered";
export type LaneName = MainLane | SideLane;

export const LANES: readonly MainLane[] = ["inbox", "approved", "deck"];
/** These share the fourth place. */
export const SIDES: readonly SideLane[] = ["parked", "declined", "answered"];

const LANE_OF: Readonly<Record<DeskQuestion["state"], LaneName | null>> = {
  pending: "inbox",
  approved: "approved",
  on_deck: "deck",
  on_air: null,
  parked: "parked",
  rejected: "declined",
  merged: "declined",
  withdrawn: "declined",
  answered: "answered",
  skipped: "answered",
};

/** The question's lane; null for the one on air, which stands above the deck. */
export function laneOf(question: Pick<DeskQuestion, "state">): LaneName | null {
  return LANE_OF[question.state];
}

export interface TakeOptions {
  readonly isRead: boolean;
  /** Those that this person moved: they leave and come at once. */
  readonly own: ReadonlySet<number>;
  readonly keepOrder: boolean;
  exists(id: number): boolean;
}

/**
 * What a lane shows. While it is read, nothing moves in it: what comes waits behind a count, what left keeps its place
 * and says where it went, and an order once made stays.
 */
export class LaneView {
  shown: readonly number[] = [];
  waiting: readonly number[] = [];
  private filled = false;

  /** Take the lane's ids as they are now. */
  take(ids: readonly number[], { isRead, own, keepOrder, exists }: TakeOptions): void {
    // The deck's order is a decision that all must see.
    if (!this.filled || !isRead || keepOrder) {
      this.filled = true;
      this.showAll(ids);
      return;
    }
    const here = new Set(ids);
    const staying = this.shown.filter((id) => here.has(id) || (!own.has(id) && exists(id)));
    const seen = new Set(staying);
    const fresh = ids.filter((id) => !seen.has(id));
    // What one brought oneself belongs under one's eyes, where it will stand for good.
    for (const id of fresh) if (own.has(id)) insertAsIn(ids, staying, id);
    this.shown = staying;
    this.waiting = fresh.filter((id) => !own.has(id));
  }

  /** Show everything, in the lane's own order. */
  showAll(ids: readonly number[]): void {
    this.shown = ids;
    this.waiting = [];
  }
}

/** Put `id` into `list` behind the nearest that stands before it in `order`. */
function insertAsIn(order: readonly number[], list: number[], id: number): void {
  const places = new Map(list.map((other, index) => [other, index]));
  for (let at = order.indexOf(id) - 1; at >= 0; at -= 1) {
    const place = places.get(order[at] ?? -1);
    if (place !== undefined) {
      list.splice(place + 1, 0, id);
      return;
    }
  }
  list.unshift(id);
}
