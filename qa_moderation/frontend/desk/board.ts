/** What one sees of the desk and points at: lanes under a filter, the cursor, what is selected. */
import type { DeskQuestion, DeskState } from "../../../live/frontend/wire.gen";
import { matcher, NO_FILTER, writeFilter, type Filter } from "./filter";
import { ALL_LANES, DeskIndex } from "./index";
import { laneOf, LANES, LaneView, type LaneName, type SideLane } from "./lanes";

export interface Eyes {
  readonly me: string;
  readonly nowMs: number;
  readonly own: ReadonlySet<number>;
  isRead(lane: LaneName): boolean;
}

type Matcher = ((question: DeskQuestion) => boolean) | null;

export class Board {
  readonly index = new DeskIndex();
  lane: LaneName = "inbox";
  side: SideLane = "parked";
  cursor: number | null = null;
  /** What a bulk is for, in the order of selecting. */
  readonly chosen = new Set<number>();
  /** The question of an open form: whatever becomes of it, the cursor stays there. */
  pinned: number | null = null;
  private awaited: number | null = null;
  private anchor: number | null = null;
  private at = 0;
  private narrowed: Filter = NO_FILTER;
  private matches: Matcher = null;
  private readonly views = Object.fromEntries(ALL_LANES.map((name) => [name, new LaneView()])) as unknown as Readonly<
    Record<LaneName, LaneView>
  >;
  private readonly filtered = new Map<LaneName, { of: readonly number[]; by: Matcher; ids: readonly number[] }>();

  get filter(): Filter {
    return this.narrowed;
  }

  /** Narrow the lanes. What is shown is made anew: somebody asked for it. */
  narrow(filter: Filter, me: string, nowMs: number): void {
    this.narrowed = filter;
    this.matches = matcher(filter, me, nowMs);
    this.showAll();
  }

  get isNarrowed(): boolean {
    return writeFilter(this.narrowed) !== "";
  }

  /** Take what came; nothing moves in a lane that is read. */
  take(state: DeskState, { me, nowMs, own, isRead }: Eyes): void {
    this.index.take(state);
    // Claims run out as time goes: what tells them apart has to be made anew.
    if (this.narrowed.claim) this.matches = matcher(this.narrowed, me, nowMs);
    const exists = (id: number): boolean => this.index.find(id) !== undefined;
    for (const name of ALL_LANES) {
      this.views[name].take(this.ids(name), { isRead: isRead(name), own, keepOrder: name === "deck", exists });
    }
    for (const id of this.chosen) if (!exists(id)) this.chosen.delete(id);
    this.settleCursor();
  }

  /** The ids of a lane that the filter lets through, in the lane's own order. */
  ids(name: LaneName): readonly number[] {
    const of = this.index.ids(name);
    const by = this.matches;
    if (!by) return of;
    const known = this.filtered.get(name);
    if (known?.of === of && known.by === by) return known.ids;
    const ids = of.filter((id) => {
      const question = this.index.find(id);
      return question !== undefined && by(question);
    });
    this.filtered.set(name, { of, by, ids });
    return ids;
  }

  /** What a lane shows just now. */
  shown(name: LaneName): readonly number[] {
    return this.views[name].shown;
  }

  waiting(name: LaneName): number {
    return this.views[name].waiting.length;
  }

  /** What the cursor goes through in a lane: above the deck, what is on air. */
  walk(name: LaneName = this.lane): readonly number[] {
    return name === "deck" ? [...this.index.onAir.map(({ id }) => id), ...this.shown(name)] : this.shown(name);
  }

  get question(): DeskQuestion | undefined {
    return this.cursor === null ? undefined : this.index.find(this.cursor);
  }

  /** The fourth place is one lane to the keys, whichever of the three it shows. */
  get lanes(): readonly LaneName[] {
    return [...LANES, this.side];
  }

  showAll(): void {
    for (const name of ALL_LANES) this.views[name].showAll(this.ids(name));
    this.settleCursor();
  }

  // --- the cursor

  point(id: number, lane?: LaneName): void {
    this.cursor = id;
    const question = this.index.find(id);
    const own = lane ?? (question && laneOf(question)) ?? (question?.state === "on_air" ? "deck" : this.lane);
    this.lane = own;
    this.at = Math.max(0, this.walk().indexOf(id));
  }

  /** Put the cursor to a question as soon as it stands in `lane`: it is on its way there. */
  await(id: number, lane: LaneName): void {
    if (lane !== this.lane) this.enter(lane);
    this.awaited = id;
    this.settleCursor();
  }

  /** Move the cursor in its lane. */
  step(by: number): void {
    this.awaited = null;
    const ids = this.walk();
    const from = ids.indexOf(this.cursor ?? -1);
    this.at = Math.max(0, Math.min(ids.length - 1, (from < 0 ? this.at : from) + by));
    this.cursor = ids[this.at] ?? null;
  }

  enter(name: LaneName): void {
    this.awaited = null;
    this.lane = name;
    if (name !== "inbox" && name !== "approved" && name !== "deck") this.side = name;
    this.at = 0;
    this.cursor = this.walk()[0] ?? null;
  }

  /** Go `by` lanes to the right. */
  cross(by: number): void {
    const lanes = this.lanes;
    const at = lanes.indexOf(this.lane);
    this.enter(lanes[Math.max(0, Math.min(lanes.length - 1, at + by))] ?? "inbox");
  }

  /** The next in the lane takes the cursor, so that a hand on the keys goes on. */
  leave(ids: Iterable<number>): void {
    const leaving = new Set(ids);
    if (this.cursor === null || !leaving.has(this.cursor)) return;
    const walk = this.walk();
    const from = walk.indexOf(this.cursor);
    const next = walk.slice(from + 1).find((id) => !leaving.has(id));
    const before = walk.slice(0, Math.max(0, from)).findLast((id) => !leaving.has(id));
    this.cursor = next ?? before ?? this.cursor;
  }

  private settleCursor(): void {
    const ids = this.walk();
    if (this.awaited !== null && ids.includes(this.awaited)) {
      this.cursor = this.awaited;
      this.awaited = null;
    }
    const at = this.cursor === null ? -1 : ids.indexOf(this.cursor);
    if (at < 0 && this.cursor !== null && this.cursor === this.pinned && this.question) return;
    if (at >= 0) {
      this.at = at;
      return;
    }
    this.at = Math.max(0, Math.min(this.at, ids.length - 1));
    this.cursor = ids[this.at] ?? null;
  }

  // --- the selection

  /** Select what is under the cursor, or no longer. */
  choose(id: number): void {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.anchor = id;
  }

  /** Select all from what was selected last to `id`. */
  chooseTo(id: number): void {
    const ids = this.walk();
    const to = ids.indexOf(id);
    const from = this.anchor === null ? to : ids.indexOf(this.anchor);
    if (to < 0) return;
    const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    for (const each of ids.slice(first, last + 1)) this.chosen.add(each);
    this.anchor = id;
  }

  chooseNone(): void {
    this.chosen.clear();
    this.anchor = null;
  }

  /** The selected questions as they are now. */
  get chosenQuestions(): DeskQuestion[] {
    return [...this.chosen].flatMap((id) => this.index.find(id) ?? []);
  }
}
