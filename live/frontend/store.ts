/** The state of one followed topic, kept by applying snapshots, facts and values in their order. */
import { topicDefinition, type TopicDefinition, type ValueMap, type WireFact } from "./topics";
import type { FactsMessage, PulseMessage, SnapshotMessage, ValuesMessage } from "./messages";

/** What a store's listeners are told. `facts` are those applied just now, none when a snapshot came. */
export interface Change {
  readonly facts: readonly WireFact[];
}

/** What elements see of a topic. */
export interface Store<State> {
  readonly name: string;
  /** Undefined until the first snapshot. A new object after each change, so that `===` tells whether it moved. */
  readonly state: State | undefined;
  readonly epoch: string | null;
  readonly offset: number;
  readonly rev: number;
  /** What matters only now ({presence: 812}); not kept over a reconnect. */
  readonly pulse: ValueMap;
  /** Why the server does not give this topic (a code of docs/protocol.md), or null. */
  readonly unavailable: string | null;
  /** Call `listener` after each change; returns how to stop. */
  subscribe(listener: (change: Change) => void): () => void;
}

/** What came of a message: `gap` means that something is missing, and that the topic must be asked for again. */
export type Outcome = "applied" | "ignored" | "gap" | "reset";

/** A store that the client feeds. */
export class TopicStore<State = unknown> implements Store<State> {
  state: State | undefined;
  epoch: string | null = null;
  offset = 0;
  rev = 0;
  pulse: ValueMap = {};
  unavailable: string | null = null;

  private readonly definition: TopicDefinition<State>;
  private readonly listeners = new Set<(change: Change) => void>();

  constructor(readonly name: string) {
    this.definition = topicDefinition(name) as TopicDefinition<State>;
  }

  /** Where to go on from, `<epoch>.<offset>.<rev>`, or null before the first snapshot. */
  get since(): string | null {
    return this.epoch === null || this.state === undefined ? null : `${this.epoch}.${this.offset}.${this.rev}`;
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  takeSnapshot(message: SnapshotMessage): Outcome {
    this.state = message.state as State;
    this.epoch = message.epoch;
    this.offset = message.offset;
    this.rev = message.rev;
    this.unavailable = null;
    this.tell([]);
    return "applied";
  }

  /** Apply the facts that are new; stops at a gap. `reset` when they belong to another life of the log. */
  takeFacts(message: FactsMessage): Outcome {
    if (this.state === undefined || message.epoch !== this.epoch) return "reset";
    const applied: WireFact[] = [];
    let outcome: Outcome = "ignored";
    let state: State = this.state;
    for (const fact of message.facts) {
      if (fact.offset <= this.offset) continue;
      if (fact.offset > this.offset + 1) {
        outcome = "gap";
        break;
      }
      try {
        state = this.definition.apply(state, fact);
      } catch (error) {
        console.error(`topic ${this.name}: the reducer failed at ${fact.kind} ${fact.offset}`, error);
        outcome = "reset";
        break;
      }
      this.offset = fact.offset;
      applied.push(fact);
      outcome = "applied";
    }
    if (applied.length > 0) {
      this.state = state;
      this.tell(applied);
    }
    return outcome;
  }

  /** Apply conflated values that are newer than what is known. Their revs may leap: only the newest is sent. */
  takeValues(message: ValuesMessage): Outcome {
    if (this.state === undefined || message.epoch !== this.epoch) return "reset";
    if (message.rev <= this.rev) return "ignored";
    if (!this.definition.values) throw new Error(`expected "values" in the reducers of ${this.name}, got none`);
    this.state = this.definition.values(this.state, message.values);
    this.rev = message.rev;
    this.tell([]);
    return "applied";
  }

  takePulse(message: PulseMessage): void {
    this.pulse = { ...this.pulse, ...message.values };
    this.tell([]);
  }

  refuse(code: string): void {
    this.unavailable = code;
    this.tell([]);
  }

  private tell(facts: readonly WireFact[]): void {
    for (const listener of [...this.listeners]) listener({ facts });
  }
}
