/** The generated messages, with the facts in their envelope told more narrowly than the schema can. */
import type { WireFact } from "./topics";
import type * as wire from "./wire.gen";

export type FactsMessage = Omit<wire.Facts, "facts"> & { readonly facts: readonly WireFact[] };
export type ServerMessage = Exclude<wire.ServerMessage, wire.Facts> | FactsMessage;
export type ClientMessage = wire.ClientMessage;

export type {
  Ack as AckMessage,
  Command as CommandMessage,
  Follow as FollowMessage,
  Pulse as PulseMessage,
  Refused as RefusalMessage,
  Snapshot as SnapshotMessage,
  Values as ValuesMessage,
  Welcome as WelcomeMessage,
} from "./wire.gen";
