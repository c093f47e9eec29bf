/** What a refusal says to the person: what happened, and what they can do. */
import { formatDuration } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import type { CommandOutcome } from "../../../live/frontend/client";

export type Failure = Extract<CommandOutcome, { ok: false }>;

const t = messages({
  en: {
    "qa.closed": "Questions are closed for now.",
    "qa.empty": "Write your question first.",
    "qa.too_short": "A little longer, please: at least {n} characters.",
    "qa.too_long": "A little shorter, please: at most {n} characters.",
    "qa.anonymous_not_allowed": "At this event, questions carry a name.",
    "qa.not_registered": "Only registered guests can ask. Register, then come back.",
    "qa.duplicate": "You have asked this already; it is among yours.",
    "qa.too_soon": "One at a time: try again in {seconds}.",
    "qa.too_many_open": "You have {n} questions waiting. Let the desk read them first.",
    "qa.too_many_asked": "You have asked {n} questions, which is all there is room for.",
    "qa.queue_full": "The desk has its hands full. Try again in a few minutes.",
    "qa.unknown_question": "This question is no longer there.",
    "qa.not_votable": "This question is no longer open for votes.",
    "qa.too_many_upvotes": "You have voted {n} times, which is all there is room for.",
    "qa.illegal_move": "This can no longer be changed.",
    "live.rate_limited": "That was quick. Try again in {seconds}.",
    "live.busy": "A lot is going on. Try again in a moment.",
    "live.unavailable": "The server is catching its breath. Try again in a moment.",
    "client.timeout": "No answer yet. Look at yours before you try again.",
    "client.closed": "The page has lost its connection. Reload it, then try again.",
    "client.outbox_full": "Too much is still on its way. Wait a moment.",
    unknown: "That did not work. Try again in a moment.",
  },
  fr: {
    "qa.closed": "Les questions sont closes pour le moment.",
    "qa.empty": "Écrivez d’abord votre question.",
    "qa.too_short": "Un peu plus long : au moins {n} caractères.",
    "qa.too_long": "Un peu plus court : au plus {n} caractères.",
    "qa.anonymous_not_allowed": "Pour cet événement, les questions portent un nom.",
    "qa.not_registered": "Seules les personnes inscrites posent des questions. Inscrivez-vous, puis revenez.",
    "qa.duplicate": "Vous l’avez déjà demandé ; voyez vos questions.",
    "qa.too_soon": "Une à la fois : réessayez dans {seconds}.",
    "qa.too_many_open": "{n} de vos questions attendent. Laissez d’abord la régie les lire.",
    "qa.too_many_asked": "Vous avez posé {n} questions, il n’y a plus de place.",
    "qa.queue_full": "La régie est débordée. Réessayez dans quelques minutes.",
    "qa.unknown_question": "Cette question n’existe plus.",
    "qa.not_votable": "On ne peut plus voter pour cette question.",
    "qa.too_many_upvotes": "Vous avez voté {n} fois, il n’y a plus de place.",
    "qa.illegal_move": "On ne peut plus rien y changer.",
    "live.rate_limited": "C’était rapide. Réessayez dans {seconds}.",
    "live.busy": "Il se passe beaucoup de choses. Réessayez dans un instant.",
    "live.unavailable": "Le serveur reprend son souffle. Réessayez dans un instant.",
    "client.timeout": "Pas encore de réponse. Voyez vos questions avant de réessayer.",
    "client.closed": "La page a perdu la connexion. Rechargez-la, puis réessayez.",
    "client.outbox_full": "Trop d’envois en attente. Patientez un instant.",
    unknown: "Cela n’a pas marché. Réessayez dans un instant.",
  },
});

/** The sentence for `failure`, in the page's language. */
export function sayRefusal({ code, details }: Failure): string {
  switch (code) {
    case "qa.too_short":
      return t(code, { n: Number(details["min_chars"] ?? 0) });
    case "qa.too_long":
      return t(code, { n: Number(details["max_chars"] ?? 0) });
    case "qa.too_many_open":
    case "qa.too_many_asked":
    case "qa.too_many_upvotes":
      return t(code, { n: Number(details["limit"] ?? 0) });
    case "qa.too_soon":
    case "live.rate_limited":
      return t(code, { seconds: pause(Number(details["retry_after_ms"] ?? 1000)) });
    case "qa.closed":
    case "qa.empty":
    case "qa.anonymous_not_allowed":
    case "qa.not_registered":
    case "qa.duplicate":
    case "qa.queue_full":
    case "qa.unknown_question":
    case "qa.not_votable":
    case "qa.illegal_move":
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

function pause(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000);
}
