/** What the set desk says, in both languages. */
import type { CommandOutcome } from "../../../live/frontend/client";
import { currentLanguage, messages } from "../../../live/frontend/i18n";
import type { DeskQuestion, Feed } from "../../../live/frontend/wire.gen";
import { PRESS_LIVES_MIN } from "./press";

export type Failure = Extract<CommandOutcome, { ok: false }>;

export const t = messages({
  en: {
    onAir: "On air",
    idle: "Nothing on air",
    next: "Next",
    then: "Then",
    anonymous: "Anonymous",
    deck: { one: "{n} on deck", other: "{n} on deck" },
    empty: "No question on deck. The desk sends the next one.",
    emptyNext: "Nothing on deck",
    nothingAfter: "Nothing on deck after this",
    unavailable: "Your role does not open this desk.",
    put_back: "Put back",
    skip: "Skip",
    answer: "Answered",
    take: "Take the next",
    park: "Park",
    see: "Seen",
    seen: "Seen",
    countdown: "Time left",
    wrapUp: "Wrap up",
    also: { one: "+{n} asked this too", other: "+{n} asked this too" },
    feed: "Set desk",
    mainFeed: "Host",
    parked: "Parked",
    noneParked: "Nothing is parked.",
    takeThis: "Take",
    putBackThis: "Put back",
    close: "Close",
    readOn: "Read on",
    fromTop: "From the top",
    queued: "Queued: {what}",
    sending: "Sending: {what}",
    live: "Connected",
    connecting: "Connecting…",
    reconnecting: "No connection",
    noNetwork: "No connection. Nothing is known yet.",
    asOf: "No network. As of {time}.",
    degraded: "Slow line. Changes may take a moment.",
    closed: "The connection has ended. Reload the page.",
  },
  fr: {
    onAir: "À l’antenne",
    idle: "Rien à l’antenne",
    next: "Suivante",
    then: "Puis",
    anonymous: "Anonyme",
    deck: { one: "{n} en attente", other: "{n} en attente" },
    empty: "Aucune question en attente. La régie envoie la prochaine.",
    emptyNext: "Rien en attente",
    nothingAfter: "Rien en attente ensuite",
    unavailable: "Votre rôle n’ouvre pas ce pupitre.",
    put_back: "Remettre",
    skip: "Passer",
    answer: "Répondue",
    take: "Prendre la suivante",
    park: "Mettre de côté",
    see: "Vu",
    seen: "Vu",
    countdown: "Temps restant",
    wrapUp: "Concluez",
    also: { one: "+{n} pose aussi la question", other: "+{n} posent aussi la question" },
    feed: "Pupitre",
    mainFeed: "Animateur",
    parked: "De côté",
    noneParked: "Rien n’est de côté.",
    takeThis: "Prendre",
    putBackThis: "Remettre",
    close: "Fermer",
    readOn: "Lire la suite",
    fromTop: "Depuis le début",
    queued: "En file : {what}",
    sending: "Envoi : {what}",
    live: "Connecté",
    connecting: "Connexion…",
    reconnecting: "Pas de connexion",
    noNetwork: "Pas de connexion. Rien n’est connu encore.",
    asOf: "Pas de réseau. État de {time}.",
    degraded: "Ligne lente. Les changements peuvent tarder.",
    closed: "La connexion est terminée. Rechargez la page.",
  },
});

const refusals = messages({
  en: {
    moved: "Not done. {name} moved this question: it is {state} now.",
    takenBack: "Not done. Its asker took this question back.",
    busy: "Not done. Another question is on air: answer it, skip it or put it back first.",
    full: "Not done. The deck is full.",
    parkedFull: "Not done. Too much is parked already.",
    timeout: "No answer for {n} minutes. Look at what is on air before you press again.",
    outboxFull: "Not done. Too many presses wait already: wait for the network.",
    failed: "That did not work. Press again.",
    somebody: "Somebody",
    pending: "waiting",
    approved: "approved",
    rejected: "rejected",
    on_deck: "on deck",
    on_air: "on air",
    answered: "answered",
    skipped: "skipped",
    parked: "parked",
    merged: "a part of another",
    withdrawn: "withdrawn",
  },
  fr: {
    moved: "Non fait. {name} a déplacé cette question : elle est {state}.",
    takenBack: "Non fait. Son auteur a retiré cette question.",
    busy: "Non fait. Une autre question est à l’antenne : répondue, passée ou remise, d’abord.",
    full: "Non fait. La file est pleine.",
    parkedFull: "Non fait. Trop de questions sont déjà de côté.",
    timeout: "Pas de réponse depuis {n} minutes. Voyez ce qui est à l’antenne avant d’appuyer à nouveau.",
    outboxFull: "Non fait. Trop d’appuis attendent déjà : attendez le réseau.",
    failed: "Cela n’a pas marché. Appuyez à nouveau.",
    somebody: "Quelqu’un",
    pending: "non lue",
    approved: "retenue",
    rejected: "écartée",
    on_deck: "en attente",
    on_air: "à l’antenne",
    answered: "répondue",
    skipped: "passée",
    parked: "de côté",
    merged: "jointe à une autre",
    withdrawn: "retirée",
  },
});

/** The sentence for a refused press, with who was faster. */
export function sayRefusal({ code, details }: Failure): string {
  switch (code) {
    case "qa.stale":
    case "qa.illegal_move": {
      const question = details["question"] as DeskQuestion | undefined;
      if (!question) return refusals("failed");
      if (question.state === "withdrawn") return refusals("takenBack");
      const name = question.moved_by || refusals("somebody");
      return refusals("moved", { name, state: refusals(question.state) });
    }
    case "qa.on_air_busy":
      return refusals("busy");
    case "qa.deck_full":
      return refusals("full");
    case "qa.parked_full":
      return refusals("parkedFull");
    case "client.timeout":
      return refusals("timeout", { n: PRESS_LIVES_MIN });
    case "client.outbox_full":
      return refusals("outboxFull");
    case "client.closed":
      return t("closed");
    default:
      return refusals("failed");
  }
}

/** What a set desk is called; the main one may be without a name. */
export function feedName({ slug, name }: Feed): string {
  return name || (slug === "main" ? t("mainFeed") : slug);
}

/** Hour, minute and second: "12:03:20". */
export function formatClock(atMs: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(atMs);
}

/** "NO" to "Norway" in the page's language; what is no country's code stays as it is. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(currentLanguage(), { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
