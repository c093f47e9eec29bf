/** What is to be on air, from the topic's state: pure. */
import type { GraphicsState, TickerLine } from "../../../live/frontend/wire.gen";
import { countryName } from "./words";

/** What a lower third or a full screen says. */
export interface QuestionWords {
  readonly text: string;
  readonly language: string;
  /** "" where nothing is told of who asks. */
  readonly name: string;
  /** Company and country, "" when neither is known. */
  readonly from: string;
}

export interface Wanted {
  readonly lower_third: QuestionWords | null;
  readonly full: QuestionWords | null;
  readonly ticker: readonly TickerLine[] | null;
}

export type Kind = keyof Wanted;
export const KINDS: readonly Kind[] = ["full", "lower_third", "ticker"];

export const NOTHING: Wanted = { lower_third: null, full: null, ticker: null };

/** The kinds that a page's address names. */
export function kindsOf(name: unknown): readonly Kind[] {
  if (name === "lower-third") return ["lower_third"];
  return name === "full" || name === "ticker" ? [name] : KINDS;
}

export function wanted({ question, shown, ticker }: GraphicsState): Wanted {
  const words = question && {
    text: question.text,
    language: question.language,
    name: question.asker_name ?? "",
    from: [question.asker_company, question.asker_country && countryName(question.asker_country)].filter(Boolean).join(", "),
  };
  return {
    lower_third: shown.lower_third ? words : null,
    full: shown.full ? words : null,
    ticker: shown.ticker && ticker.lines.length > 0 ? ticker.lines : null,
  };
}
