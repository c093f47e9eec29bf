/** What a poll is to a viewer at a moment: pure. */
import type { PollRecord } from "../../../live/frontend/wire.gen";

export type Phase = "absent" | "open" | "closed" | "results";

/** UTC milliseconds: `timeMs` of the programme on this viewer's screen, `nowMs` of the server's clock. */
export interface Instant {
  readonly timeMs: number;
  readonly nowMs: number;
}

/** What is closed and shows no results leaves the page after so long: they may never come. */
const CLOSED_KEPT_MS = 120_000;
/** So much later than the server's clock no picture is: what was withdrawn is withdrawn for everybody. */
const LATEST_MS = 60_000;

/** Whether the server takes votes, whatever the picture shows. */
export function takesVotes({ gone_at_ms: gone, accepts_until_ms: until }: PollRecord, nowMs: number): boolean {
  return gone === null && (until === null || nowMs <= until);
}

/** The phase in which a viewer sees a poll of the show. One that takes no votes any more is closed, also after a seek back. */
export function phaseOf(poll: PollRecord, { timeMs, nowMs }: Instant): Phase {
  const { opens_at_ms: opens, closes_at_ms: closes, results_at_ms: results, gone_at_ms: gone } = poll;
  if (opens === null || timeMs < opens || (gone !== null && timeMs >= gone)) return "absent";
  const hasSeenClose = closes !== null && timeMs >= closes;
  if (!hasSeenClose && takesVotes(poll, nowMs)) return "open";
  // Results wait for the picture, of who is late and of who sought back alike.
  if (results !== null && timeMs >= results) return "results";
  if (results === null && gone !== null && nowMs >= gone + LATEST_MS) return "absent";
  return closes !== null && timeMs >= closes + CLOSED_KEPT_MS ? "absent" : "closed";
}

/** The programme times at which the phase of one of `polls` changes. */
export function boundariesOf(polls: readonly PollRecord[]): (number | null)[] {
  return polls.flatMap(({ opens_at_ms, closes_at_ms, results_at_ms, gone_at_ms }) => [
    opens_at_ms,
    closes_at_ms,
    closes_at_ms === null ? null : closes_at_ms + CLOSED_KEPT_MS,
    results_at_ms,
    gone_at_ms,
  ]);
}

export interface Shown {
  readonly poll: PollRecord;
  readonly phase: Exclude<Phase, "absent">;
}

/** The polls of the show that are on the page, newest first. `isFor`: whether this person is asked. */
export function onPage(polls: readonly PollRecord[], instant: Instant, isFor: (poll: PollRecord) => boolean): Shown[] {
  return polls
    .filter((poll) => poll.placement === "show" && isFor(poll))
    .flatMap((poll): Shown[] => {
      const phase = phaseOf(poll, instant);
      return phase === "absent" ? [] : [{ poll, phase }];
    })
    .sort((one, other) => (other.poll.opens_at_ms ?? 0) - (one.poll.opens_at_ms ?? 0) || other.poll.id - one.poll.id);
}

/** Which of them is in front: the one that was chosen while it is there, else the newest that is open, else the newest. */
export function inFront(shown: readonly Shown[], chosen: number | null): Shown | undefined {
  return shown.find(({ poll }) => poll.id === chosen) ?? shown.find(({ phase }) => phase === "open") ?? shown[0];
}
