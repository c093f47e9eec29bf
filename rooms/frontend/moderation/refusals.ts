/** What a refusal says to the crew. */
import type { CommandOutcome } from "../../../live/frontend/client";
import type { DeskChatMessage } from "../../../live/frontend/wire.gen";
import { t } from "./words";

/** The sentence for a refusal. */
export function sayRefusal({ code, details }: Extract<CommandOutcome, { ok: false }>): string {
  switch (code) {
    case "chat.illegal_move":
      return sayFaster(details["message"] as DeskChatMessage);
    case "chat.list_stale":
      return t("listStale");
    case "chat.too_many_pins":
      return t("tooManyPins", { n: Number(details["limit"] ?? 0) });
    default:
      return t("failed", { code });
  }
}

/** What another has made of a message meanwhile. */
export function sayFaster({ state }: DeskChatMessage): string {
  const word = {
    visible: t("visible"),
    hidden: t("hidden"),
    held: t("held"),
    shadowed: t("shadowed"),
    sampled: t("isSampled"),
    taken_back: t("takenBack"),
  };
  return t("illegal", { state: word[state] });
}
