/** What a refusal says to the person: what happened, and what they can do. */
import { formatDuration } from "../../../live/frontend/format";
import { messages } from "../../../live/frontend/i18n";
import type { Failure } from "./mine";

const t = messages({
  en: {
    "polls.closed": "This poll has just closed. The answer came too late.",
    "polls.not_open": "This poll takes no answers yet.",
    "polls.not_invited": "This poll is for another part of the audience.",
    "polls.not_registered": "Only registered guests vote. Register, then come back.",
    "polls.unknown_poll": "This poll is no longer there.",
    "polls.word_refused": "Please say it in other words: one of these is not published here.",
    "polls.already_voted": "You have voted already. This is what counts.",
    "polls.vote_moved": "You have voted in another window. This is what counts now.",
    "polls.name_empty": "Write a name first.",
    "polls.name_taken": "Somebody plays by this name already. Try another.",
    "bad.empty": "Write something first.",
    "bad.too_few": "Choose a few more.",
    "bad.too_many": "These are too many.",
    "bad.too_long": "A little shorter, please.",
    "bad.out_of_range": "That is out of the range.",
    bad: "The poll has changed. Reload the page, then answer.",
    "live.rate_limited": "That was quick. Try again in {seconds}.",
    "live.busy": "A lot is going on. Try again in a moment.",
    "live.unavailable": "The server is catching its breath. Try again in a moment.",
    "client.timeout": "No answer yet. We look whether it arrived.",
    "client.closed": "The page has lost its connection. Reload it, then try again.",
    "client.outbox_full": "Too much is still on its way. Wait a moment.",
    unknown: "That did not work. Try again in a moment.",
  },
  fr: {
    "polls.closed": "Ce sondage vient de se clore. La réponse est arrivée trop tard.",
    "polls.not_open": "Ce sondage n’est pas encore ouvert.",
    "polls.not_invited": "Ce sondage s’adresse à une autre partie du public.",
    "polls.not_registered": "Seules les personnes inscrites votent. Inscrivez-vous, puis revenez.",
    "polls.unknown_poll": "Ce sondage n’existe plus.",
    "polls.word_refused": "Dites-le autrement : l’un de ces mots n’est pas publié ici.",
    "polls.already_voted": "Vous avez déjà voté. Voici ce qui compte.",
    "polls.vote_moved": "Vous avez voté dans une autre fenêtre. Voici ce qui compte désormais.",
    "polls.name_empty": "Écrivez d’abord un nom.",
    "polls.name_taken": "Quelqu’un joue déjà sous ce nom. Essayez-en un autre.",
    "bad.empty": "Écrivez d’abord quelque chose.",
    "bad.too_few": "Choisissez-en davantage.",
    "bad.too_many": "Cela en fait trop.",
    "bad.too_long": "Un peu plus court, s’il vous plaît.",
    "bad.out_of_range": "C’est hors des limites.",
    bad: "Le sondage a changé. Rechargez la page, puis répondez.",
    "live.rate_limited": "C’était rapide. Réessayez dans {seconds}.",
    "live.busy": "Il se passe beaucoup de choses. Réessayez dans un instant.",
    "live.unavailable": "Le serveur reprend son souffle. Réessayez dans un instant.",
    "client.timeout": "Pas encore de réponse. Nous regardons si elle est arrivée.",
    "client.closed": "La page a perdu la connexion. Rechargez-la, puis réessayez.",
    "client.outbox_full": "Trop d’envois en attente. Patientez un instant.",
    unknown: "Cela n’a pas marché. Réessayez dans un instant.",
  },
});

/** The sentence for `failure`, in the page's language. */
export function sayRefusal({ code, details }: Failure): string {
  switch (code) {
    case "polls.bad_answer":
      return sayBad(String(details["because"]));
    case "live.rate_limited":
      return t(code, { seconds: sayPause(Number(details["retry_after_ms"] ?? 1000)) });
    case "polls.closed":
    case "polls.not_open":
    case "polls.not_invited":
    case "polls.not_registered":
    case "polls.unknown_poll":
    case "polls.word_refused":
    case "polls.already_voted":
    case "polls.vote_moved":
    case "polls.name_empty":
    case "polls.name_taken":
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

function sayBad(because: string): string {
  switch (because) {
    case "empty":
    case "too_few":
    case "too_many":
    case "too_long":
    case "out_of_range":
      return t(`bad.${because}`);
    default:
      return t("bad");
  }
}

function sayPause(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000);
}
