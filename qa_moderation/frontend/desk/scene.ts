/** What the parts of the page draw from. */
import type { DeskQuestion, DeskState, Feed, Theme } from "../../../live/frontend/wire.gen";
import type { Board } from "./board";
import type { Deeds } from "./deeds";
import type { Moves } from "./moves";
import type { Present } from "./presence";
import { t } from "./words";

export interface Scene {
  readonly state: DeskState;
  readonly board: Board;
  readonly moves: Moves;
  readonly deeds: Deeds;
  readonly nowMs: number;
  /** One's own subject ("c5"). */
  readonly me: string;
  readonly isOffline: boolean;
  /** By question: whose cursors are there. */
  readonly pointers: ReadonlyMap<number, readonly Present[]>;
}

export function votesOf(state: DeskState, question: DeskQuestion): number {
  return state.upvotes[String(question.id)] ?? 0;
}

/** The question's theme; none when it is of one that is gone. */
export function themeOf(state: DeskState, question: DeskQuestion): Theme | undefined {
  return question.theme_id === null ? undefined : state.themes.find(({ id }) => id === question.theme_id);
}

/** A set desk's name; the main one of an event that named none has the page's word. */
export function feedName(feed: Feed): string {
  return feed.name || t("mainFeed");
}

export function feedOf(state: DeskState, question: DeskQuestion): Feed | undefined {
  return state.feeds.find(({ slug }) => slug === question.feed);
}
