/** Words as they are compared: pure. */

/** `text` without case, accents and ligatures: "Élan" and "elan" are one. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss");
}

/** The words and numbers of `text`, folded. A French article before its apostrophe is a word of its own. */
export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
