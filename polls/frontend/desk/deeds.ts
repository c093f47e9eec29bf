/** Sends the crew's moves: each once, and never minutes later. */
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { DeskPoll } from "../../../live/frontend/wire.gen";
import { goesOn, type Move } from "./life";
import { sayQuestion, sayRefusal } from "./saying";
import { t } from "./words";

/** A press that gets no answer is given up: opened half a minute late, a poll would surprise everybody. */
const PATIENCE_MS = 10_000;

export interface Said {
  readonly text: string;
  readonly isBad: boolean;
  /** Whether the studio is where this is mended. */
  readonly isIncomplete: boolean;
}

export interface Deed {
  readonly move: Move;
  readonly desk: DeskPoll;
  readonly seconds: number | null;
  readonly ballots: number;
}

/**
 * Make a move and say what became of it. Where the poll changed meanwhile, and the press still means the same, it goes on
 * with the new version.
 */
export async function perform(live: LiveClient, deed: Deed): Promise<{ said: Said; poll: DeskPoll | null }> {
  const { move, desk } = deed;
  const outcome = await send(live, move, desk, deed.seconds);
  if (outcome.ok) return { said: good(sayDone(move, desk)), poll: pollOf(outcome) };
  const now = outcome.code === "polls.stale" ? (outcome.details["poll"] as DeskPoll | undefined) : undefined;
  if (!now || !goesOn(move, desk, now, live.serverNowMs, deed.ballots)) return { said: bad(outcome, desk, live), poll: null };
  const again = await send(live, move, now, deed.seconds);
  if (!again.ok) return { said: bad(again, now, live), poll: null };
  return { said: good(t("staleWentOn", { what: sayDone(move, now) })), poll: pollOf(again) };
}

/** What was done, in words. */
export function good(text: string): Said {
  return { text, isBad: false, isIncomplete: false };
}

/** Why something was not done, in words. */
export function bad(outcome: Extract<CommandOutcome, { ok: false }>, desk: DeskPoll | undefined, live: LiveClient): Said {
  return { text: sayRefusal(outcome, live.serverNowMs, desk), isBad: true, isIncomplete: outcome.code === "polls.incomplete" };
}

function sayDone(move: Move, desk: DeskPoll): string {
  return t("done", { what: t(`${move}Done`), text: sayQuestion(desk) });
}

function pollOf({ result }: Extract<CommandOutcome, { ok: true }>): DeskPoll {
  return (result as { poll: DeskPoll }).poll;
}

function send(live: LiveClient, move: Move, { poll, version }: DeskPoll, seconds: number | null): Promise<CommandOutcome> {
  const options = { timeoutMs: PATIENCE_MS };
  const args = { poll_id: poll.id, seen: version };
  if (move === "open" || move === "reopen") return live.command("polls.open", { ...args, seconds }, options);
  return live.command(`polls.${move}`, args, options);
}
