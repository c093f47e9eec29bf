/** Where the words of a cloud stand. Pure, and the same for the same words in the same order. */

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** A middle, as parts (0 to 1) of the picture's width and height. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Sized extends Box {
  readonly key: string;
}

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const TURNS = 14;
const STEPS_A_TURN = 36;
const GOLDEN_ANGLE = 2.399963;

/**
 * Give each word a place in `picture` where it touches no other, the first of `words` before the rest.
 *
 * A word that is in `kept` stays where it was as long as nobody larger has grown into it, and then moves no further
 * than it must. What finds no place is not in the result.
 */
export function placeWords(words: readonly Sized[], picture: Box, kept: ReadonlyMap<string, Place>): Map<string, Place> {
  const places = new Map<string, Place>();
  const taken: Rect[] = [];
  for (const [at, word] of words.entries()) {
    const start = kept.get(word.key) ?? { x: 0.5, y: 0.5 };
    for (const place of around(start, at * GOLDEN_ANGLE)) {
      const rect = rectOf(word, place, picture);
      if (!isInside(rect, picture) || taken.some((other) => touch(rect, other))) continue;
      taken.push(rect);
      places.set(word.key, place);
      break;
    }
  }
  return places;
}

/** The place itself, then a spiral about it as wide as the picture; each word's begins in another direction. */
function* around(start: Place, angle: number): Generator<Place> {
  yield start;
  const steps = TURNS * STEPS_A_TURN;
  for (let step = 1; step <= steps; step += 1) {
    const turn = angle + (step * 2 * Math.PI) / STEPS_A_TURN;
    // Wider than the half, so that a word in a corner finds the other one.
    const radius = (0.95 * step) / steps;
    yield { x: start.x + radius * Math.cos(turn), y: start.y + radius * Math.sin(turn) };
  }
}

function rectOf({ width, height }: Box, { x, y }: Place, picture: Box): Rect {
  const [left, top] = [x * picture.width - width / 2, y * picture.height - height / 2];
  return { left, top, right: left + width, bottom: top + height };
}

function isInside({ left, top, right, bottom }: Rect, { width, height }: Box): boolean {
  return left >= -0.5 && top >= -0.5 && right <= width + 0.5 && bottom <= height + 0.5;
}

function touch(one: Rect, other: Rect): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** How much of the picture the words may cover: more, and the last ones find no place. */
const FILL = 0.56;
const WIDEST = 0.92;
const HIGHEST = 0.3;

/**
 * Return the type of the largest word, in the unit of `picture`; `widths` are of type of 1, `sizes` from 0 to 1.
 *
 * In steps of a fifth of an octave: the whole cloud does not breathe with every vote.
 */
export function typeOf(words: readonly { readonly width: number; readonly size: number }[], picture: Box, lineHeight: number): number {
  const area = words.reduce((sum, { width, size }) => sum + width * size * size * lineHeight, 0);
  const widest = Math.max(0, ...words.map(({ width, size }) => width * size));
  if (area === 0) return 0;
  const most = Math.min(
    Math.sqrt((FILL * picture.width * picture.height) / area),
    (WIDEST * picture.width) / widest,
    HIGHEST * picture.height,
  );
  return 2 ** (Math.floor(Math.log2(most) * 5) / 5);
}
