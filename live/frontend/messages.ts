/** The messages of docs/protocol.md as the client reads and writes them; `wire.gen.ts` has what the rooms add. */
import type { ValueMap, WireFact } from "./topics";

export interface WelcomeMessage {
  readonly type: "welcome";
  readonly subject: string;
  readonly roles: readonly string[];
  readonly at_ms: number;
  readonly degraded: boolean;
}

export interface SnapshotMessage {
  readonly type: "snapshot";
  readonly topic: string;
  readonly epoch: string;
  readonly offset: number;
  readonly rev: number;
  readonly state: unknown;
}

export interface FactsMessage {
  readonly type: "facts";
  readonly topic: string;
  readonly epoch: string;
  readonly facts: readonly WireFact[];
}

export interface ValuesMessage {
  readonly type: "values";
  readonly topic: string;
  readonly epoch: string;
  readonly rev: number;
  readonly values: ValueMap;
}

export interface PulseMessage {
  readonly type: "pulse";
  readonly topic: string;
  readonly values: ValueMap;
}

export interface AckMessage {
  readonly type: "ack";
  readonly id: string;
  readonly result: unknown;
}

export interface RefusalMessage {
  readonly type: "refusal";
  readonly id: string;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface UnavailableMessage {
  readonly type: "unavailable";
  readonly topic: string;
  readonly code: string;
}

export interface NoticeMessage {
  readonly type: "notice";
  readonly code: string;
}

export interface BeatMessage {
  readonly type: "beat";
  readonly at_ms: number;
}

export interface DrainMessage {
  readonly type: "drain";
  readonly window_ms: number;
}

export type ServerMessage =
  | WelcomeMessage
  | SnapshotMessage
  | FactsMessage
  | ValuesMessage
  | PulseMessage
  | AckMessage
  | RefusalMessage
  | UnavailableMessage
  | NoticeMessage
  | BeatMessage
  | DrainMessage;

export interface CommandMessage {
  readonly type: "command";
  /** The idempotency key. */
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
}

export interface FollowMessage {
  readonly type: "follow";
  readonly topic: string;
  readonly since?: string;
}

export interface UnfollowMessage {
  readonly type: "unfollow";
  readonly topic: string;
}

export type ClientMessage = CommandMessage | FollowMessage | UnfollowMessage;
