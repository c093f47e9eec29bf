/** Clouds of words: how large each is. */
import type { GivenAnswer as Answer, Tally } from "../../../../live/frontend/wire.gen";

export interface CloudWord {
  readonly text: string;
  readonly count: number;
  /** From LEAST_SIZE to 1, in steps: a word does not grow with every vote. */
  readonly size: number;
  readonly isOwn: boolean;
}

export interface CloudChart {
  readonly kind: "cloud";
  /** The most frequent first, of equal ones by the alphabet of their characters. */
  readonly words: readonly CloudWord[];
}

const LEAST_SIZE = 0.25;
const STEPS = 9;

export function cloudChart(tally: Tally, own: Answer | null): CloudChart {
  const entries = Object.entries(tally.counts).filter(([, count]) => count > 0);
  const peak = Math.max(1, ...entries.map(([, count]) => count));
  const mine = new Set(own?.words?.map(folded));
  const words = entries
    .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .map(([text, count]) => ({ text, count, size: sizeOf(count, peak), isOwn: mine.has(folded(text)) }));
  return { kind: "cloud", words };
}

/** By area: twice as often is 1.4 times as high. */
function sizeOf(count: number, peak: number): number {
  const share = Math.sqrt(count / peak);
  return LEAST_SIZE + ((1 - LEAST_SIZE) * Math.round(share * STEPS)) / STEPS;
}

function folded(word: string): string {
  return word.normalize("NFKC").trim().toLowerCase();
}
