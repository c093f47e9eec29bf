/** The few words of the graphics' own, in both languages. */
import { currentLanguage, messages } from "../../../live/frontend/i18n";

export const t = messages({
  en: { audience: "From the audience", ticker: "Your questions" },
  fr: { audience: "Question du public", ticker: "Vos questions" },
});

/** "NO" to "Norway" in the graphics' language; what is no country's code stays as it is. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(currentLanguage(), { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
