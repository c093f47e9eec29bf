/** Colours of a chart, derived from the brand's so that they can be told from the ground; as `events/colour.py` does it. */

export interface ChartColours {
  /** Of bars: at least 3:1 on every ground. */
  readonly fill: string;
  /** Of bars beside the right one: quieter, and at least 3:1 too. */
  readonly rest: string;
  /** Of words and figures: at least 4.5:1. */
  readonly text: string;
  /** Of parts side by side: each at least 3:1 on every ground. Neighbours are parted by a gap and named, never by colour alone. */
  readonly series: readonly string[];
}

const SHAPE_CONTRAST = 3;
const TEXT_CONTRAST = 4.5;
const NEAR = 1.6;

/** Return the colours for `accent` and `ink` on `grounds`, or null where one of them is neither "#rrggbb" nor "#rgb". */
export function chartColours(accent: string, ink: string, grounds: readonly string[]): ChartColours | null {
  const [brand, text, ...papers] = [accent, ink, ...grounds].map(channelsOf);
  if (!brand || !text || papers.length === 0) return null;
  const papersKnown = papers.filter((each) => each !== null);
  const [paper] = papersKnown;
  if (!paper || papersKnown.length < papers.length) return null;
  const fill = readable(brand, papersKnown, SHAPE_CONTRAST);
  // A brand whose colour is all but its ink has one ramp, and neighbours far from each other on it.
  const series =
    ratio(fill, text) < NEAR
      ? [fill, ...[0.45, 0.24, 0.55, 0.12, 0.34].map((share) => mix(text, paper, share))]
      : [fill, mix(text, paper, 0.5), mix(text, paper, 0.06), mix(fill, paper, 0.4), mix(fill, text, 0.5), mix(text, paper, 0.3)];
  return {
    fill: hexOf(fill),
    rest: hexOf(readable(mix(fill, paper, 0.45), papersKnown, SHAPE_CONTRAST)),
    text: hexOf(readable(brand, papersKnown, TEXT_CONTRAST)),
    series: series.map((each) => hexOf(readable(each, papersKnown, SHAPE_CONTRAST))),
  };
}

/** Return the contrast ratio (1 to 21) of two colours "#rrggbb". */
export function contrast(one: string, other: string): number {
  const [first, second] = [channelsOf(one), channelsOf(other)];
  return first && second ? ratio(first, second) : 1;
}

type Channels = readonly [number, number, number];

const BLACK: Channels = [0, 0, 0];
const WHITE: Channels = [255, 255, 255];

function channelsOf(colour: string): Channels | null {
  // The build writes "#ffffff" of a stylesheet as "#fff".
  const long = colour.trim().replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(long);
  return found && [parseInt(found[1] ?? "", 16), parseInt(found[2] ?? "", 16), parseInt(found[3] ?? "", 16)];
}

function hexOf(channels: Channels): string {
  return `#${channels.map((each) => Math.round(each).toString(16).padStart(2, "0")).join("")}`;
}

function mix(one: Channels, other: Channels, share: number): Channels {
  const part = (at: 0 | 1 | 2): number => Math.round(one[at] * (1 - share) + other[at] * share);
  return [part(0), part(1), part(2)];
}

function luminance(channels: Channels): number {
  const [red, green, blue] = channels.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function ratio(one: Channels, other: Channels): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((first, second) => second - first);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function least(colour: Channels, grounds: readonly Channels[]): number {
  return Math.min(...grounds.map((ground) => ratio(colour, ground)));
}

/** Move `colour` towards black or white, only as far as `wanted` on the worst of `grounds` needs. */
function readable(colour: Channels, grounds: readonly Channels[], wanted: number): Channels {
  const goal = least(BLACK, grounds) > least(WHITE, grounds) ? BLACK : WHITE;
  for (let step = 0; step < 20; step += 1) {
    const mixed = mix(colour, goal, step / 20);
    if (least(mixed, grounds) >= wanted) return mixed;
  }
  return goal;
}
