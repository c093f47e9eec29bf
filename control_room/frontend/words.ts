/** What the control page says, in both languages. */
import type { CommandOutcome } from "../../live/frontend/client";
import { messages } from "../../live/frontend/i18n";
import type { EventState } from "../../live/frontend/wire.gen";

export type Phase = EventState["phase"];
export type Failure = Extract<CommandOutcome, { ok: false }>;

export const t = messages({
  en: {
    phase: "Phase",
    before: "Before",
    live: "Live",
    after: "After",
    whatBefore: "Countdown and teaser",
    whatLive: "The stage, questions",
    whatAfter: "Thanks, answers, replay",
    choose: "then confirm. Nothing changes before that.",
    choosePhase: "Choose a phase",
    locked: "Only the director and the organiser change the phase.",
    askAll: "Change to {phase}? Every attendee’s page changes at once.",
    ask: { one: "Change to {phase}? The page of {n} person changes at once.", other: "Change to {phase}? The pages of {n} people change at once." },
    go: "Change to {phase}",
    keep: "Keep {phase}",
    changing: "Changing to {phase}…",
    noLine: "No connection: the phase cannot be changed now.",
    nowIn: "The event is in {phase} now: somebody else changed it. Nothing was done.",
    failed: "That did not work. Look at the state, then try again.",
    timeout: "No answer for a minute. Look at the state before you try again.",
    expired: "The connection has ended. Reload the page.",

    seen: "What attendees see now",
    open: "Open the page",
    picture: "Picture",
    questions: "Questions",
    onAir: "On air",
    countdown: "Countdown to {time}",
    lateCountdown: "Countdown ended at {time}: “We begin in a moment”",
    teaser: "The teaser, not the stream",
    thanks: "Thanks, and the replay when there is one",
    pictureLive: "The live picture",
    pictureSlate: "The slate: the picture is interrupted",
    pictureStarting: "“In a moment”: the stream has no picture yet",
    pictureNone: "“In a moment”: the stream is off the air",
    questionsOpen: "Taken",
    questionsClosed: "Closed by the policy",
    questionsAfter: "Closed; those answered are listed",
    titleBefore: "The page before the event",
    titleLive: "The stage is open",
    titleAfter: "The page after the event",

    present: "Present now",
    stream: "Stream",
    streamLive: "Live",
    streamSlate: "Interrupted",
    streamStarting: "Starting",
    streamOffline: "Off the air",
    since: "Since",
    forTime: "For",
    streamOpen: "Put on the air",
    streamClose: "Take off the air…",
    streamRestart: "Restart the encoder…",
    askClose: "Take the stream off the air? Viewers lose the picture.",
    askRestart: "Restart the encoder? Viewers see the slate for some seconds.",
    yesClose: "Take off the air",
    yesRestart: "Restart",
    no: "Cancel",
    asking: "Asked…",
    noStream: "This event has no stream. Create one in the studio.",
    notOpen: "The stream is off the air.",
    noFile: "The stream plays a file, and has none.",

    inbox: "Inbox",
    approved: "Approved",
    onDeck: "On deck",
    answered: "Answered",
    nothing: "nothing",

    pages: "Pages",
    linkPage: "Attendees’ page",
    linkDesk: "Moderation desk",
    linkSet: "Set",
    linkStudio: "Studio",
  },
  fr: {
    phase: "Phase",
    before: "Avant",
    live: "Direct",
    after: "Après",
    whatBefore: "Compte à rebours et teaser",
    whatLive: "La scène, les questions",
    whatAfter: "Remerciements, réponses, replay",
    choose: "puis confirmez. Rien ne change avant.",
    choosePhase: "Choisissez une phase",
    locked: "Seuls le réalisateur et l’organisateur changent la phase.",
    askAll: "Passer à « {phase} » ? La page de chaque participant change aussitôt.",
    ask: { one: "Passer à « {phase} » ? La page de {n} personne change aussitôt.", other: "Passer à « {phase} » ? Les pages de {n} personnes changent aussitôt." },
    go: "Passer à « {phase} »",
    keep: "Garder « {phase} »",
    changing: "Passage à « {phase} »…",
    noLine: "Pas de connexion : la phase ne peut être changée pour l’instant.",
    nowIn: "L’événement est déjà à « {phase} » : quelqu’un d’autre l’a changé. Rien n’a été fait.",
    failed: "Cela n’a pas marché. Voyez l’état, puis réessayez.",
    timeout: "Pas de réponse depuis une minute. Voyez l’état avant de réessayer.",
    expired: "La connexion est terminée. Rechargez la page.",

    seen: "Ce que voient les participants",
    open: "Ouvrir la page",
    picture: "Image",
    questions: "Questions",
    onAir: "À l’antenne",
    countdown: "Compte à rebours vers {time}",
    lateCountdown: "Compte à rebours fini à {time} : « Nous commençons dans un instant »",
    teaser: "Le teaser, pas le direct",
    thanks: "Les remerciements, et le replay s’il y en a un",
    pictureLive: "L’image du direct",
    pictureSlate: "La mire : l’image est interrompue",
    pictureStarting: "« Dans un instant » : le flux n’a pas encore d’image",
    pictureNone: "« Dans un instant » : le flux est hors antenne",
    questionsOpen: "Ouvertes",
    questionsClosed: "Fermées par le règlement",
    questionsAfter: "Closes ; les réponses sont listées",
    titleBefore: "La page d’avant l’événement",
    titleLive: "La scène est ouverte",
    titleAfter: "La page d’après l’événement",

    present: "Présents",
    stream: "Flux",
    streamLive: "En direct",
    streamSlate: "Interrompu",
    streamStarting: "Démarrage",
    streamOffline: "Hors antenne",
    since: "Depuis",
    forTime: "Durée",
    streamOpen: "Mettre à l’antenne",
    streamClose: "Retirer de l’antenne…",
    streamRestart: "Relancer l’encodeur…",
    askClose: "Retirer le flux de l’antenne ? Les participants perdent l’image.",
    askRestart: "Relancer l’encodeur ? Les participants voient la mire quelques secondes.",
    yesClose: "Retirer de l’antenne",
    yesRestart: "Relancer",
    no: "Annuler",
    asking: "Demandé…",
    noStream: "Cet événement n’a pas de flux. Créez-en un dans le studio.",
    notOpen: "Le flux est hors antenne.",
    noFile: "Le flux joue un fichier, et n’en a pas.",

    inbox: "À lire",
    approved: "Retenues",
    onDeck: "En attente",
    answered: "Répondues",
    nothing: "rien",

    pages: "Pages",
    linkPage: "Page des participants",
    linkDesk: "Modération",
    linkSet: "Plateau",
    linkStudio: "Studio",
  },
});

/** The sentence for a refused switch of the phase or the stream. */
export function sayRefusal({ code, details }: Failure): string {
  switch (code) {
    case "events.phase_moved":
      return t("nowIn", { phase: t(details["phase"] as Phase) });
    case "stream.none":
      return t("noStream");
    case "stream.not_open":
      return t("notOpen");
    case "stream.no_file":
      return t("noFile");
    case "client.timeout":
      return t("timeout");
    case "client.closed":
      return t("expired");
    default:
      return t("failed");
  }
}
