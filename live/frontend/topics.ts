/** Topic kinds of the client: a pure reducer for each, the mirror of the Python `TopicKind`. */
import type { FactMap, LoggedFact, StateMap } from "./wire.gen";

/** A prefix whose types are generated. */
export type Prefix = Extract<keyof StateMap, string>;

/** The name of a topic of which the state's type is known: "desk/7". */
export type TopicName<P extends Prefix = Prefix> = `${P}/${string}`;

/** The state's type behind a topic's name. */
export type StateOf<N extends string> = N extends `${infer P}/${string}` ? (P extends Prefix ? StateMap[P] : never) : never;

/** A fact as it comes over the wire. */
export interface WireFact<Kind extends string = string, Data = unknown> extends LoggedFact {
  readonly offset: number;
  readonly kind: Kind;
  /** When it was appended, UTC milliseconds. */
  readonly at_ms: number;
  /** The frame that it belongs to, UTC milliseconds, or null. */
  readonly programme_ms: number | null;
  readonly data: Data;
}

/** The facts of a topic kind, told apart by `kind`. */
export type FactOf<P extends string> = P extends keyof FactMap ? {
  [K in Extract<keyof FactMap[P], string>]: WireFact<K, FactMap[P][K]>;
}[Extract<keyof FactMap[P], string>] : WireFact;

/** Conflated values by key: `{"upvotes/12": 5}`. */
export type ValueMap = Readonly<Record<string, unknown>>;

/** Pure functions from a state to the next; they never change their arguments. */
export interface Reducers<State, Fact = WireFact> {
  apply(state: State, fact: Fact): State;
  values?(state: State, values: ValueMap): State;
}

/** A topic kind that this page knows. */
export interface TopicDefinition<State = unknown, Fact = WireFact> extends Reducers<State, Fact> {
  readonly prefix: string;
}

const definitions = new Map<string, TopicDefinition>();

/**
 * Make a topic kind known to this page, and return it.
 *
 * `defineTopic("desk", …)` takes the types of state and facts from the generated ones; `defineTopic<State>("x", …)` is
 * for a kind that has none.
 */
export function defineTopic<P extends Prefix>(
  prefix: P,
  reducers: Reducers<StateMap[P], FactOf<P>>,
): TopicDefinition<StateMap[P], FactOf<P>>;
export function defineTopic<State>(prefix: string, reducers: Reducers<State>): TopicDefinition<State>;
export function defineTopic(prefix: string, reducers: Reducers<unknown, never>): TopicDefinition<unknown, never> {
  const definition = { prefix, ...reducers };
  definitions.set(prefix, definition);
  return definition;
}

/** Return the kind of the topic `name` ("desk/7"). Throws when no module that defines it was imported. */
export function topicDefinition(name: string): TopicDefinition {
  const prefix = name.split("/", 1)[0] ?? "";
  const definition = definitions.get(prefix);
  if (!definition) {
    throw new Error(`expected a topic that this page defines, got "${name}"; import the module with its defineTopic`);
  }
  return definition;
}

/** The prefixes that this page knows. */
export function definedPrefixes(): string[] {
  return [...definitions.keys()].sort();
}

export type { Change, Store } from "./store";
