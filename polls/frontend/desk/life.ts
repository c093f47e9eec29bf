/** Where a poll is in its life by the clock, and what the crew can do next. Pure. */
import type { DeskPoll, PollRecord } from "../../../live/frontend/wire.gen";

/**
 * What a poll is to who runs it. `survey`: asked by the phase *after*, not by a press. `closing`: closed, and viewers whose
 * picture is late still answer. `gone`: off the audience's page.
 */
export type Stage = "draft" | "armed" | "survey" | "open" | "closing" | "closed" | "results" | "gone" | "archived";

export type Move =
  | "arm"
  | "disarm"
  | "open"
  | "reopen"
  | "close"
  | "show_results"
  | "withdraw"
  | "archive"
  | "take_back"
  | "duplicate";

export type View = Exclude<DeskPoll["graphic"], "">;

/** Those that only who prepares polls may do. */
export const PREPARERS_MOVES: ReadonlySet<Move> = new Set(["take_back", "duplicate"]);

/** Countdowns that one key away replace the prepared one; 0: the crew closes. */
export const SECONDS = [0, 15, 30, 60] as const;

/** Where `desk` is at `nowMs`: times decide, also while nobody has swept up after the clock. */
export function stageOf({ state, poll }: DeskPoll, nowMs: number): Stage {
  switch (state) {
    case "draft":
    case "archived":
      return state;
    case "armed":
      return poll.placement === "feedback" ? "survey" : "armed";
    case "open":
      return poll.closes_at_ms !== null && poll.closes_at_ms <= nowMs ? afterClose(poll, nowMs) : "open";
    case "closed":
      return afterClose(poll, nowMs);
    case "results":
      return poll.gone_at_ms === null ? "results" : "gone";
  }
}

function afterClose(poll: PollRecord, nowMs: number): Stage {
  if (poll.gone_at_ms !== null) return "gone";
  return poll.accepts_until_ms !== null && nowMs <= poll.accepts_until_ms ? "closing" : "closed";
}

const NEXT: Readonly<Record<Stage, Move | null>> = {
  draft: "arm",
  armed: "open",
  survey: null,
  open: "close",
  closing: "show_results",
  closed: "show_results",
  results: "withdraw",
  gone: "archive",
  archived: null,
};

/** The one thing that comes next. */
export function nextMove(desk: DeskPoll, nowMs: number): Move | null {
  return NEXT[stageOf(desk, nowMs)];
}

/** What else can be done, in the order in which it stands there. */
export function otherMoves(desk: DeskPoll, nowMs: number, ballots: number): Move[] {
  const moves = { take_back: "take_back", duplicate: "duplicate" } as const;
  switch (stageOf(desk, nowMs)) {
    case "draft":
      return desk.poll.placement === "show" ? ["open", moves.duplicate] : [moves.duplicate];
    case "armed":
      return ["disarm", "archive", moves.duplicate];
    case "survey":
      return ballots > 0 ? ["archive", moves.take_back, moves.duplicate] : ["disarm", "archive", moves.duplicate];
    case "open":
      return ["withdraw", moves.take_back, moves.duplicate];
    case "closing":
    case "closed":
      return ["reopen", "withdraw", "archive", moves.take_back, moves.duplicate];
    case "results":
      return ["archive", moves.take_back, moves.duplicate];
    case "gone":
      return desk.state === "closed" ? ["reopen", moves.take_back, moves.duplicate] : [moves.take_back, moves.duplicate];
    case "archived":
      return [moves.take_back, moves.duplicate];
  }
}

/** Everything that can be done now. */
export function movesOn(desk: DeskPoll, nowMs: number, ballots: number): Move[] {
  const next = nextMove(desk, nowMs);
  const others = otherMoves(desk, nowMs, ballots);
  return next ? [next, ...others] : others;
}

/** What can be put on air of a poll. */
export function viewsOf(desk: DeskPoll): View[] {
  if (desk.state === "draft" || desk.state === "archived") return [];
  return desk.poll.kind === "quiz" ? ["question", "results", "leaderboard"] : ["question", "results"];
}

/** How long until an open poll closes by itself, or null where the crew closes it. */
export function leftMs(desk: DeskPoll, nowMs: number): number | null {
  const closesAtMs = desk.poll.closes_at_ms;
  return stageOf(desk, nowMs) === "open" && closesAtMs !== null ? closesAtMs - nowMs : null;
}

/** How long votes still come in from viewers whose picture is late, or null. */
export function graceMs(desk: DeskPoll, nowMs: number): number | null {
  const untilMs = desk.poll.accepts_until_ms;
  return stageOf(desk, nowMs) === "closing" && untilMs !== null ? untilMs - nowMs : null;
}

/** Whether a move has to wait until the last vote is in: a place on the leaderboard is final. */
export function mustWait(desk: DeskPoll, move: Move, nowMs: number): boolean {
  return move === "show_results" && desk.poll.kind === "quiz" && stageOf(desk, nowMs) === "closing";
}

/** Whether the results come on the page by themselves once the last vote is in. */
export function showsItself(desk: DeskPoll, nowMs: number): boolean {
  const stage = stageOf(desk, nowMs);
  return (stage === "open" || stage === "closing" || stage === "closed") && desk.poll.results !== "crew";
}

/**
 * Whether a press that was made for `seen` still means the same for `now`: the question is the same, and the move is there.
 * If so it goes on with the new version; if not, somebody has to look first.
 */
export function goesOn(move: Move, seen: DeskPoll, now: DeskPoll, nowMs: number, ballots: number): boolean {
  const asked = ({ poll }: DeskPoll): string => JSON.stringify([poll.kind, poll.question, poll.options, poll.seconds]);
  return (
    stageOf(seen, nowMs) === stageOf(now, nowMs) && movesOn(now, nowMs, ballots).includes(move) && asked(seen) === asked(now)
  );
}
