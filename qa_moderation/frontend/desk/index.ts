/** The desk's lanes, kept in order as facts come: a fact costs a look at each record, and a sort of what is sorted. */
import type { DeskQuestion, DeskState } from "../../../live/frontend/wire.gen";
import { laneOf, LANES, SIDES, type LaneName } from "./lanes";

type Compare = (a: DeskQuestion, b: DeskQuestion) => number;

/** One lane: who is in it, and in which order. */
class Shelf {
  ids: readonly number[] = [];
  private order: DeskQuestion[] = [];
  private readonly members = new Map<number, DeskQuestion>();
  private fresh: DeskQuestion[] = [];
  private dirty = false;

  put(question: DeskQuestion): void {
    this.members.set(question.id, question);
    this.fresh.push(question);
    this.dirty = true;
  }

  drop(id: number): void {
    if (this.members.delete(id)) this.dirty = true;
  }

  touch(): void {
    this.dirty = true;
  }

  /** Timsort: what is nearly sorted costs little more than to read it. */
  settle(compare: Compare): void {
    if (!this.dirty) return;
    this.dirty = false;
    const staying = this.order.filter((question) => this.members.get(question.id) === question);
    const coming = this.fresh.filter((question) => this.members.get(question.id) === question);
    this.fresh = [];
    this.order = [...staying, ...coming].sort(compare);
    this.ids = this.order.map(({ id }) => id);
  }

  get size(): number {
    return this.members.size;
  }
}

export class DeskIndex {
  /** How many questions there are in each language. */
  readonly languages = new Map<string, number>();
  private readonly shelves: Readonly<Record<LaneName, Shelf>> = {
    inbox: new Shelf(),
    approved: new Shelf(),
    deck: new Shelf(),
    parked: new Shelf(),
    declined: new Shelf(),
    answered: new Shelf(),
  };
  private readonly known = new Map<number, DeskQuestion>();
  private taken: DeskState | null = null;
  private air: readonly DeskQuestion[] = [];
  private deck: readonly number[] = [];

  /** Take what changed since the last state. */
  take(state: DeskState): void {
    const before = this.taken;
    if (state === before) return;
    this.taken = state;
    const moved = state.questions !== before?.questions && this.takeQuestions(state);
    if (state.upvotes !== before?.upvotes) this.shelves.approved.touch();
    const votes = (question: DeskQuestion): number => state.upvotes[String(question.id)] ?? 0;
    const oldest: Compare = (a, b) => a.asked_at_ms - b.asked_at_ms || a.id - b.id;
    const latest: Compare = (a, b) => b.moved_at_ms - a.moved_at_ms || b.id - a.id;
    this.shelves.inbox.settle((a, b) => b.priority - a.priority || oldest(a, b));
    this.shelves.approved.settle((a, b) => b.priority - a.priority || votes(b) - votes(a) || oldest(a, b));
    this.shelves.deck.settle(oldest);
    for (const name of SIDES) this.shelves[name].settle(latest);
    if (moved) this.air = this.onAirNow(state);
    if (moved || state.deck !== before?.deck) {
      this.deck = state.deck.question_ids.filter((id) => this.known.get(id)?.state === "on_deck");
    }
  }

  /** The ids that belong into a lane, in its own order. */
  ids(lane: LaneName): readonly number[] {
    return lane === "deck" ? this.deck : this.shelves[lane].ids;
  }

  /** The questions on air, in the order of their set desks. */
  get onAir(): readonly DeskQuestion[] {
    return this.air;
  }

  find(id: number): DeskQuestion | undefined {
    return this.known.get(id);
  }

  private takeQuestions(state: DeskState): boolean {
    let count = 0;
    let moved = false;
    const { questions } = state;
    for (const key in questions) {
      const question = questions[key];
      if (!question) continue;
      count += 1;
      const old = this.known.get(question.id);
      if (old === question) continue;
      if (old) this.forget(old);
      this.known.set(question.id, question);
      this.languages.set(question.language, (this.languages.get(question.language) ?? 0) + 1);
      const lane = laneOf(question);
      if (lane) this.shelves[lane].put(question);
      moved = true;
    }
    if (count === this.known.size) return moved;
    for (const [id, question] of this.known) {
      if (String(id) in questions) continue;
      this.known.delete(id);
      this.forget(question);
    }
    return true;
  }

  private forget(question: DeskQuestion): void {
    const lane = laneOf(question);
    if (lane) this.shelves[lane].drop(question.id);
    const left = (this.languages.get(question.language) ?? 1) - 1;
    if (left > 0) this.languages.set(question.language, left);
    else this.languages.delete(question.language);
  }

  private onAirNow(state: DeskState): DeskQuestion[] {
    const place = (question: DeskQuestion): number => state.feeds.findIndex(({ slug }) => slug === question.feed);
    const found: DeskQuestion[] = [];
    for (const question of this.known.values()) if (question.state === "on_air") found.push(question);
    return found.sort((a, b) => place(a) - place(b));
  }
}

/** All lanes, as the eye meets them. */
export const ALL_LANES: readonly LaneName[] = [...LANES, ...SIDES];
