/** Whether somebody has asked already what one is about to ask: pure, quick enough for each pause in typing. */
import { wordsOf } from "./folding";

export interface Candidate {
  readonly id: number;
  readonly text: string;
}

export interface Match {
  readonly id: number;
  /** From 0 to 1, 1 for the same words. */
  readonly score: number;
}

/** Below this they may share a subject, and are two questions. Set with the pairs of similar.test.ts. */
const ALIKE = 0.5;
/** Words that carry a meaning, at least, before anything is said. */
const LEAST_WORDS = 2;

// What questions are made of, in whatever they ask: it must not make two of them alike.
const STOP_WORDS = new Set(
  (
    "a an and any are as at be been but by can could did do does for from had has have how i if in is it its may me my of on or our " +
    "please s shall should so some t than that the their them there they this to up us was we were what when where which who whose why will with would you your " +
    "about also get just like really tell know want am " +
    "au aux avec c ce ces cela cet cette comment d dans de des du elle elles en est et etre eu fait font il ils j je l la le les leur leurs " +
    "lui m ma mais me mes mon n ne nos notre nous on ont ou par pas peut peuvent peux plus pour pourquoi qu quand que quel quelle quelles quels " +
    "qui quoi s sa se sera seront ses si son sont sur t ta te tes toi ton tu un une va vont vos votre vous y a ai as avez avoir aura auront savoir ca"
  ).split(" "),
);

/** What is compared of a text; made once for each question. */
export interface Print {
  readonly words: ReadonlySet<string>;
  readonly grams: ReadonlySet<string>;
}

/** Return the print of `text`. */
export function printOf(text: string): Print {
  const words = new Set(wordsOf(text).filter((word) => !STOP_WORDS.has(word)).map(stem));
  const grams = new Set<string>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  }
  return { words, grams };
}

/**
 * How alike two texts are, from 0 to 1: the mean of the shares of words and of trigrams in common (Dice). Words say what
 * it is about; trigrams forgive endings and slips of the finger. A number that differs makes two questions of one.
 */
export function likeness(one: Print, other: Print): number {
  if (!sameNumbers(one.words, other.words)) return 0;
  return (dice(one.words, other.words) + dice(one.grams, other.grams)) / 2;
}

/** Keeps the prints of what the audience sees, and finds what is most like a draft. */
export class Finder {
  private readonly prints = new Map<number, { readonly text: string; readonly print: Print }>();

  /** The `most` that are most like `draft`, the best first. Prints of questions that are gone go with them. */
  find(draft: string, candidates: readonly Candidate[], most = 2): Match[] {
    const print = printOf(draft);
    this.forget(candidates);
    if (print.words.size < LEAST_WORDS) return [];
    return candidates
      .map((candidate) => ({ id: candidate.id, score: likeness(print, this.printOf(candidate)) }))
      .filter(({ score }) => score >= ALIKE)
      .sort((one, other) => other.score - one.score || one.id - other.id)
      .slice(0, most);
  }

  private printOf({ id, text }: Candidate): Print {
    const known = this.prints.get(id);
    if (known?.text === text) return known.print;
    const print = printOf(text);
    this.prints.set(id, { text, print });
    return print;
  }

  private forget(candidates: readonly Candidate[]): void {
    if (this.prints.size <= candidates.length) return;
    const there = new Set(candidates.map(({ id }) => id));
    for (const id of [...this.prints.keys()]) if (!there.has(id)) this.prints.delete(id);
  }
}

/** Whether `query` is in `text`: each of its words begins one there. Without a word, it is nowhere. */
export function matches(query: string, text: string): boolean {
  const words = wordsOf(text);
  const wanted = wordsOf(query);
  return wanted.length > 0 && wanted.every((each) => words.some((word) => word.startsWith(each)));
}

/** Plurals and the commonest endings off, in both languages: enough for counting, not for reading. */
function stem(word: string): string {
  if (word.length <= 4 || /\d/.test(word)) return word.length > 3 ? word.replace(/s$/, "") : word;
  return word.replace(/(ements?|ments?|ings?|ees?|es|e|s|x)$/, "");
}

function sameNumbers(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const numbers = (words: ReadonlySet<string>): string => [...words].filter((word) => /^\d+$/.test(word)).sort().join(" ");
  const [mine, theirs] = [numbers(one), numbers(other)];
  return mine === "" || theirs === "" || mine === theirs;
}

function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  let shared = 0;
  for (const each of one) if (other.has(each)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}
