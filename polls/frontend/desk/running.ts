/** The list of polls as it is run down. Pure. */
import type { DeskPoll } from "../../../live/frontend/wire.gen";
import { stageOf } from "./life";

export interface Running {
  /** What is asked during the show, in order. */
  readonly show: readonly DeskPoll[];
  /** What the survey asks afterwards. */
  readonly survey: readonly DeskPoll[];
  /** What was put away. */
  readonly archived: readonly DeskPoll[];
}

/** Put the polls where they stand; each part keeps the order. */
export function running(polls: readonly DeskPoll[]): Running {
  const kept = polls.filter(({ state }) => state !== "archived");
  return {
    show: kept.filter(({ poll }) => poll.placement === "show"),
    survey: kept.filter(({ poll }) => poll.placement === "feedback"),
    archived: polls.filter(({ state }) => state === "archived"),
  };
}

/** The polls as the cursor steps through them. */
export function stepping({ show, survey, archived }: Running, withArchived: boolean): readonly DeskPoll[] {
  return [...show, ...survey, ...(withArchived ? archived : [])];
}

/** The poll that one wants to see on coming: what is open, else what was just asked, else what comes next. */
export function firstLook(polls: readonly DeskPoll[], nowMs: number): DeskPoll | undefined {
  for (const wanted of ["open", "closing", "closed", "armed"] as const) {
    const found = polls.find((desk) => stageOf(desk, nowMs) === wanted);
    if (found) return found;
  }
  const { show, survey, archived } = running(polls);
  return show[0] ?? survey[0] ?? archived[0];
}

/** What the control page shows: what is asked now or waits for its results, and what comes next. */
export function upNext(polls: readonly DeskPoll[], nowMs: number, most: number): { now: DeskPoll[]; next: DeskPoll[] } {
  const asked = new Set(["open", "closing", "closed"]);
  return {
    now: polls.filter((desk) => asked.has(stageOf(desk, nowMs))),
    next: polls.filter((desk) => stageOf(desk, nowMs) === "armed").slice(0, most),
  };
}
