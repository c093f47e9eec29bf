/** How a text is written, as far as its type is concerned: pure. */

export type Script = "rtl" | "wide" | "other";

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Joined letters must not be drawn together, and characters of a full square want more air between the lines. */
export function scriptOf(text: string): Script {
  if (RTL.test(text)) return "rtl";
  return WIDE.test(text) ? "wide" : "other";
}
