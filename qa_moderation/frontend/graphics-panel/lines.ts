/** The ticker's lines as the crew changes them: pure. */
import type { TickerLine, WantedLine } from "../../../live/frontend/wire.gen";

export const MOST_LINES = 20;

/** A line as the command names it. */
export function asWanted(line: TickerLine): WantedLine {
  return line.question_id === null ? { text: line.text } : { question_id: line.question_id };
}

/** `lines` with the one at `place` moved by so many. */
export function moved<Line>(lines: readonly Line[], place: number, by: number): Line[] {
  const rest = lines.filter((_line, at) => at !== place);
  const line = lines[place];
  if (line !== undefined) rest.splice(Math.max(0, Math.min(rest.length, place + by)), 0, line);
  return rest;
}
