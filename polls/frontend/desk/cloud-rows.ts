/** The words of a cloud as a moderator reads them: they keep their places while their counts grow. Pure. */

export interface CloudWord {
  readonly word: string;
  readonly label: string;
  readonly count: number;
  readonly is_hidden: boolean;
}

/** `words` with how often each is given now; new ones come at the end. */
export function recounted(words: readonly CloudWord[], now: readonly CloudWord[]): CloudWord[] {
  const byWord = new Map(now.map((word) => [word.word, word]));
  const kept = words.flatMap(({ word }) => byWord.get(word) ?? []);
  const known = new Set(words.map(({ word }) => word));
  return [...kept, ...now.filter(({ word }) => !known.has(word))];
}

/** How many words stand elsewhere than their count would have it. */
export function displaced(words: readonly CloudWord[]): number {
  const order = sorted(words);
  return words.filter((word, at) => order[at]?.word !== word.word).length;
}

/** The most frequent first. */
export function sorted(words: readonly CloudWord[]): CloudWord[] {
  return [...words].sort((one, other) => other.count - one.count || (one.word < other.word ? -1 : 1));
}
