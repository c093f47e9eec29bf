/** Whether the set shows a wording whole, in type that reads from four metres. */

/** What a tablet of 1024 x 768 pixels holds at the least size of the set desk (`set/fit.ts`); a test in a browser holds to it. */
export const SET_CHARS = 200;

/** Characters of a full square take the room of two. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** By how many characters a wording is too long for the set; 0 where the host sees it whole. */
export function tooLongBy(wording: string): number {
  const chars = Array.from(wording).length + (wording.match(WIDE)?.length ?? 0);
  return Math.max(0, chars - SET_CHARS);
}
