/** Conflated counts: what is nothing has no entry. Mirrors `polls/states.py`. */
import type { ValueMap } from "../../../live/frontend/topics";
import type { Tally } from "../../../live/frontend/wire.gen";

/** `counts` with the values called `name` ("ballots/12": 7). */
export function withCounts(counts: Readonly<Record<string, number>>, values: ValueMap, name: string): Record<string, number> {
  return changed(counts, news<number>(values, name), (count) => count > 0);
}

/** `tallies` with the values called "tally/<poll>". */
export function withTallies(tallies: Readonly<Record<string, Tally>>, values: ValueMap): Record<string, Tally> {
  return changed(tallies, news<Tally>(values, "tally"), ({ ballots }) => ballots > 0);
}

/** `entries` without that of a poll. */
export function withoutPoll<T>(entries: Readonly<Record<string, T>>, pollId: number): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== String(pollId)));
}

function news<T>(values: ValueMap, name: string): Record<string, T> {
  const mine = Object.entries(values).filter(([key]) => key.startsWith(`${name}/`));
  return Object.fromEntries(mine.map(([key, value]) => [key.slice(name.length + 1), value as T]));
}

function changed<T>(old: Readonly<Record<string, T>>, more: Readonly<Record<string, T>>, isKept: (each: T) => boolean) {
  return Object.fromEntries(Object.entries({ ...old, ...more }).filter(([, each]) => isKept(each)));
}
