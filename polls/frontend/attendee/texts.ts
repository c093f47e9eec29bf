/** Texts that organisers wrote in several languages. */
import { currentLanguage } from "../../../live/frontend/i18n";
import type { PollOption, PollRecord } from "../../../live/frontend/wire.gen";

/** The text in the page's language, or in whichever there is. */
export function textOf(texts: Readonly<Record<string, string>>): string {
  return texts[currentLanguage()] ?? Object.values(texts)[0] ?? "";
}

/** The text of an option, by its id. */
export function optionText(poll: PollRecord, id: number): string {
  const option: PollOption | undefined = poll.options.find((each) => each.id === id);
  return option ? textOf(option.text) : "";
}
