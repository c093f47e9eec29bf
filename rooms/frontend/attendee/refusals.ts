/** What a refusal says to the person: what happened, and what they can do. */
import type { CommandOutcome } from "../../../live/frontend/client";
import { formatDuration, formatTime } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";

export type Failure = Extract<CommandOutcome, { ok: false }>;

const t = messages({
  en: {
    "chat.off": "The chat is closed for now.",
    "chat.crew_only": "Only the team writes here for the moment.",
    "chat.rules_first": "Accept the rules of the chat first.",
    "chat.muted": "You can write again at {time}.",
    "chat.muted_open": "You can read along, but not write during this event. A moderator decided so.",
    reason: "The reason: {reason}",
    "chat.banned": "You can no longer write in this chat. A moderator decided so.",
    "chat.slow_mode": "Slow mode: your next message in {seconds}.",
    "chat.too_fast": "One at a time: try again in {seconds}.",
    "chat.duplicate": "You have just said that.",
    "chat.empty": "Write something first.",
    "chat.too_long": "A little shorter, please: at most {n} characters.",
    "chat.links_not_allowed": "No links in this chat, please.",
    "chat.word_refused": "Please say it in other words: one of these is not published here.",
    "chat.not_registered": "Only registered guests can write. Register, then come back.",
    "chat.unknown_message": "That message is no longer there.",
    "chat.unknown_room": "This chat is no longer there.",
    "chat.desk_full": "The moderators have their hands full. Say it in other words, or later.",
    "live.rate_limited": "That was quick. Try again in {seconds}.",
    "live.busy": "A lot is going on. Try again in a moment.",
    "live.unavailable": "The server is catching its breath. Try again in a moment.",
    "client.timeout": "No answer yet. Look whether it is there before you try again.",
    "client.closed": "The page has lost its connection. Reload it, then try again.",
    "client.outbox_full": "Too much is still on its way. Wait a moment.",
    unknown: "That did not work. Try again in a moment.",
  },
  fr: {
    "chat.off": "Le chat est fermé pour le moment.",
    "chat.crew_only": "Seule l’équipe écrit ici pour le moment.",
    "chat.rules_first": "Acceptez d’abord les règles du chat.",
    "chat.muted": "Vous pourrez de nouveau écrire à {time}.",
    "chat.muted_open": "Vous pouvez suivre, mais plus écrire pendant cet événement. La modération l’a décidé.",
    reason: "La raison : {reason}",
    "chat.banned": "Vous ne pouvez plus écrire dans ce chat. La modération l’a décidé.",
    "chat.slow_mode": "Mode lent : votre prochain message dans {seconds}.",
    "chat.too_fast": "Un à la fois : réessayez dans {seconds}.",
    "chat.duplicate": "Vous venez de le dire.",
    "chat.empty": "Écrivez d’abord quelque chose.",
    "chat.too_long": "Un peu plus court : au plus {n} caractères.",
    "chat.links_not_allowed": "Pas de liens dans ce chat, s’il vous plaît.",
    "chat.word_refused": "Dites-le autrement : l’un de ces mots n’est pas publié ici.",
    "chat.not_registered": "Seules les personnes inscrites écrivent. Inscrivez-vous, puis revenez.",
    "chat.unknown_message": "Ce message n’existe plus.",
    "chat.unknown_room": "Ce chat n’existe plus.",
    "chat.desk_full": "La modération est débordée. Dites-le autrement, ou plus tard.",
    "live.rate_limited": "C’était rapide. Réessayez dans {seconds}.",
    "live.busy": "Il se passe beaucoup de choses. Réessayez dans un instant.",
    "live.unavailable": "Le serveur reprend son souffle. Réessayez dans un instant.",
    "client.timeout": "Pas encore de réponse. Voyez si le message est là avant de réessayer.",
    "client.closed": "La page a perdu la connexion. Rechargez-la, puis réessayez.",
    "client.outbox_full": "Trop d’envois en attente. Patientez un instant.",
    unknown: "Cela n’a pas marché. Réessayez dans un instant.",
  },
});

/** The sentence for `failure`, in the page's language. */
export function sayRefusal({ code, details }: Failure): string {
  switch (code) {
    case "chat.muted":
      return sayMuted(details["until_ms"] === null ? null : Number(details["until_ms"]), reasonIn(details));
    case "chat.banned":
      return sayBanned(reasonIn(details));
    case "chat.too_long":
      return t(code, { n: Number(details["max_chars"] ?? 0) });
    case "chat.slow_mode":
    case "chat.too_fast":
    case "live.rate_limited":
      return t(code, { seconds: sayPause(Number(details["retry_after_ms"] ?? 1000)) });
    case "chat.off":
    case "chat.crew_only":
    case "chat.rules_first":
    case "chat.duplicate":
    case "chat.empty":
    case "chat.links_not_allowed":
    case "chat.word_refused":
    case "chat.not_registered":
    case "chat.unknown_message":
    case "chat.unknown_room":
    case "chat.desk_full":
    case "live.busy":
    case "live.unavailable":
    case "client.timeout":
    case "client.closed":
    case "client.outbox_full":
      return t(code);
    default:
      return t("unknown");
  }
}

/** What somebody who is muted is told; null: until it is lifted. */
export function sayMuted(untilMs: number | null, reason: string): string {
  return withReason(untilMs === null ? t("chat.muted_open") : t("chat.muted", { time: formatTime(untilMs) }), reason);
}

/** What somebody who is banned is told. */
export function sayBanned(reason: string): string {
  return withReason(t("chat.banned"), reason);
}

function withReason(said: string, reason: string): string {
  return reason ? `${said} ${t("reason", { reason })}` : said;
}

function reasonIn(details: Failure["details"]): string {
  return typeof details["reason"] === "string" ? details["reason"] : "";
}

/** What slow mode says while one waits. */
export function sayPaused(ms: number): string {
  return t("chat.slow_mode", { seconds: sayPause(ms) });
}

function sayPause(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000);
}
