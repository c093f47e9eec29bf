/** Guesses as people write them: pure. On the wire they are whole units of 10 ** -decimals. */
import type { Language } from "../../../live/frontend/i18n";

/** A range of at most so many steps fits a slider. */
const SLIDER_STEPS = 1_000;

/** What was typed ("1,200.5", "1 200,5"), in units; null where it is no number. */
export function toUnits(typed: string, decimals: number, language: Language): number | null {
  const text = typed.trim().replace(/[\s\u00a0\u202f'’]/g, "").replace("−", "-");
  const plain = withPoint(text, language);
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Math.round(Number(plain) * 10 ** decimals);
}

/** A value in units as it is read in `language`. */
export function fromUnits(value: number, decimals: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value / 10 ** decimals);
}

/** Whether a slider can reach every value. */
export function fitsSlider(least: number, most: number): boolean {
  return most - least <= SLIDER_STEPS;
}

/** Where both signs are used the last parts the decimals; one that comes twice, or before three digits in English, does not. */
function withPoint(text: string, language: Language): string {
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma >= 0 && point >= 0) return comma > point ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  if (comma < 0) return text.indexOf(".") === point ? text : text.replaceAll(".", "");
  const isGroups = text.indexOf(",") !== comma || (language === "en" && /,\d{3}$/.test(text));
  return isGroups ? text.replaceAll(",", "") : text.replace(",", ".");
}
