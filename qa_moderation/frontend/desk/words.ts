/** What the desk says of lanes and questions, and how it says who moved what. */
import { messages } from "../../../live/frontend/i18n";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";

export const t = messages({
  en: {
    inbox: "Inbox",
    approved: "Shortlist",
    deck: "Deck",
    parked: "Parked",
    declined: "Declined",
    answered: "Answered",
    aside: "Set aside",
    oldest: "oldest {age}",
    inOrder: "Urgent first, then the oldest",
    wanted: "Urgent first, then the most wanted",
    order: "The order in which the host takes them",
    latest: "Latest first",
    fresh: { one: "{n} new question", other: "{n} new questions" },
    onAir: "On air",
    onAirAt: "On air: {feed}",
    nothingOnAir: "Nothing on air",
    mainFeed: "Main set",
    anonymous: "Anonymous",
    byCrew: "Entered by the crew",
    approve: "Shortlist",
    reject: "Decline",
    send: "Send",
    recall: "Recall",
    park: "Park",
    up: "Earlier",
    down: "Later",
    edit: "Wording",
    merge: "Merge",
    answer: "Answer in writing",
    note: "Note",
    theme: "Theme",
    priority: "Priority",
    language: "Language",
    feed: "Set desk",
    claim: "Claim",
    release: "Release",
    cancel: "Cancel",
    close: "Close",
    loading: "The questions are coming",
    emptyInbox: "All read.",
    emptyInboxHint: "New questions appear here.",
    emptyApproved: "Nothing on the shortlist yet.",
    emptyApprovedHint: "What you put here, everybody sees and can vote for.",
    emptyDeck: "The deck is empty.",
    emptyDeckHint: "Send the host something to ask.",
    emptyParked: "Nothing is parked.",
    emptyParkedHint: "What may come later waits here.",
    emptyDeclined: "Nothing was declined.",
    emptyDeclinedHint: "Declined, merged and withdrawn questions are kept here.",
    emptyAnswered: "Nothing was answered yet.",
    emptyAnsweredHint: "What the host is done with is kept here.",
    noMatch: "Nothing here matches the filter.",
    sending: "{what}…",
    queued: "{what}: waits for the connection",
    votes: { one: "{n} vote", other: "{n} votes" },
    select: "Select",
    prio0: "Normal",
    prio1: "High",
    prio2: "Urgent",
    link: "Link",
    insult: "Insult",
    personal_data: "Personal data",
    name: "Name to check",
    mergedCount: { one: "{n} joined to it", other: "{n} joined to it" },
    similarCount: { one: "{n} may say the same", other: "{n} may say the same" },
    noteCount: { one: "{n} note", other: "{n} notes" },
    heldBy: "{name} works on it, {left} left",
    heldByYou: "You work on it, {left} left",
    cursorOf: "{name} is here",
    isPending: "Back in the inbox",
    isApproved: "Shortlisted",
    isRejected: "Declined",
    isOnDeck: "Sent to the set",
    isOnAir: "On air",
    isParked: "Parked",
    isMerged: "Joined to another",
    isAnswered: "Answered",
    isSkipped: "Skipped",
    isWithdrawn: "Withdrawn by the asker",
    isReworded: "Reworded",
    isThemed: "Given another theme",
    isPrioritised: "Given another priority",
    isInLanguage: "Given another language",
    isAssigned: "Given to another set desk",
    movedBy: "{what} by {name}",
    touchedBy: "Changed by {name}",
    stale: "{what} meanwhile. Look again.",
    deckStale: "{what} meanwhile. Nothing was overwritten: this is the newest order.",
    deckOrdered: "The deck was put into another order",
    deckGained: "Something came on deck",
    deckLost: "Something left the deck",
    deckChanged: "The deck changed",
    full: "No more room: first clear what is there.",
    undoLate: "Too late to undo.",
    onAirBusy: "Something else is on air there: it comes off first.",
    failed: "That did not work ({code}). Try again.",
    done: { one: "{n} done", other: "{n} done" },
    refusedMoved: "{n} refused: {names} moved them",
    refusedHeld: "{n} refused: {names} works on them",
    refused: "{n} refused ({code})",
    undone: "Undone: {what}",
    undo: "Undo",
    manyOf: { one: "{n} question", other: "{n} questions" },
    did: "{what}: “{text}”",
    didMany: "{what}: {many}",
    tookOnAir: "On air: “{text}”, taken by {name}",
    wasAnswered: "Answered: “{text}”",
    wasSkipped: "Skipped by {name}: “{text}”",
    wasPutBack: "Back on deck by {name}: “{text}”",
    theHost: "the host",
  },
  fr: {
    inbox: "Reçues",
    approved: "Retenues",
    deck: "Plateau",
    parked: "En réserve",
    declined: "Écartées",
    answered: "Répondues",
    aside: "De côté",
    oldest: "la plus ancienne {age}",
    inOrder: "Urgentes d’abord, puis les plus anciennes",
    wanted: "Urgentes d’abord, puis les plus attendues",
    order: "L’ordre dans lequel l’animateur les prend",
    latest: "Les dernières d’abord",
    fresh: { one: "{n} nouvelle question", other: "{n} nouvelles questions" },
    onAir: "À l’antenne",
    onAirAt: "À l’antenne : {feed}",
    nothingOnAir: "Rien à l’antenne",
    mainFeed: "Plateau principal",
    anonymous: "Anonyme",
    byCrew: "Saisie par l’équipe",
    approve: "Retenir",
    reject: "Écarter",
    send: "Envoyer",
    recall: "Rappeler",
    park: "Réserver",
    up: "Plus tôt",
    down: "Plus tard",
    edit: "Formulation",
    merge: "Fusionner",
    answer: "Répondre par écrit",
    note: "Note",
    theme: "Thème",
    priority: "Priorité",
    language: "Langue",
    feed: "Plateau",
    claim: "Prendre",
    release: "Lâcher",
    cancel: "Annuler",
    close: "Fermer",
    loading: "Les questions arrivent",
    emptyInbox: "Tout est lu.",
    emptyInboxHint: "Les nouvelles questions apparaissent ici.",
    emptyApproved: "Rien de retenu encore.",
    emptyApprovedHint: "Ce que vous retenez, tous le voient et peuvent voter.",
    emptyDeck: "Le plateau n’a rien.",
    emptyDeckHint: "Envoyez à l’animateur de quoi demander.",
    emptyParked: "Rien en réserve.",
    emptyParkedHint: "Ce qui viendra peut-être attend ici.",
    emptyDeclined: "Rien d’écarté.",
    emptyDeclinedHint: "Les questions écartées, fusionnées et retirées restent ici.",
    emptyAnswered: "Aucune réponse encore.",
    emptyAnsweredHint: "Ce que l’animateur a traité reste ici.",
    noMatch: "Rien ici ne correspond au filtre.",
    sending: "{what}…",
    queued: "{what} : attend la connexion",
    votes: { one: "{n} voix", other: "{n} voix" },
    select: "Sélectionner",
    prio0: "Normale",
    prio1: "Haute",
    prio2: "Urgente",
    link: "Lien",
    insult: "Insulte",
    personal_data: "Données personnelles",
    name: "Nom à vérifier",
    mergedCount: { one: "{n} y est jointe", other: "{n} y sont jointes" },
    similarCount: { one: "{n} dit peut-être la même chose", other: "{n} disent peut-être la même chose" },
    noteCount: { one: "{n} note", other: "{n} notes" },
    heldBy: "{name} y travaille, encore {left}",
    heldByYou: "Vous y travaillez, encore {left}",
    cursorOf: "{name} est ici",
    isPending: "Revenue aux reçues",
    isApproved: "Retenue",
    isRejected: "Écartée",
    isOnDeck: "Envoyée au plateau",
    isOnAir: "À l’antenne",
    isParked: "En réserve",
    isMerged: "Jointe à une autre",
    isAnswered: "Répondue",
    isSkipped: "Passée",
    isWithdrawn: "Retirée par la personne",
    isReworded: "Reformulée",
    isThemed: "Changée de thème",
    isPrioritised: "Changée de priorité",
    isInLanguage: "Changée de langue",
    isAssigned: "Confiée à un autre plateau",
    movedBy: "{what} par {name}",
    touchedBy: "Modifiée par {name}",
    stale: "{what} entre-temps. Regardez à nouveau.",
    deckStale: "{what} entre-temps. Rien n’a été écrasé : voici l’ordre le plus récent.",
    deckOrdered: "Plateau remis dans un autre ordre",
    deckGained: "Question ajoutée au plateau",
    deckLost: "Question retirée du plateau",
    deckChanged: "Plateau modifié",
    full: "Plus de place : libérez d’abord ce qui y est.",
    undoLate: "Trop tard pour annuler.",
    onAirBusy: "Autre chose y est à l’antenne : libérez-la d’abord.",
    failed: "Cela n’a pas marché ({code}). Réessayez.",
    done: { one: "{n} faite", other: "{n} faites" },
    refusedMoved: "{n} refusées : déplacées par {names}",
    refusedHeld: "{n} refusées : {names} y travaille",
    refused: "{n} refusées ({code})",
    undone: "Annulé : {what}",
    undo: "Annuler",
    manyOf: { one: "{n} question", other: "{n} questions" },
    did: "{what}\u00a0: «\u00a0{text}\u00a0»",
    didMany: "{what}\u00a0: {many}",
    tookOnAir: "À l’antenne : « {text} », prise par {name}",
    wasAnswered: "Répondue : « {text} »",
    wasSkipped: "Passée par {name} : « {text} »",
    wasPutBack: "Remise au plateau par {name} : « {text} »",
    theHost: "l’animateur",
  },
});

const STATES = {
  pending: "isPending",
  approved: "isApproved",
  rejected: "isRejected",
  on_deck: "isOnDeck",
  on_air: "isOnAir",
  parked: "isParked",
  merged: "isMerged",
  answered: "isAnswered",
  skipped: "isSkipped",
  withdrawn: "isWithdrawn",
} as const;

function by(what: string, name: string): string {
  return name ? t("movedBy", { what, name }) : what;
}

/** What became of a question: "Shortlisted by Malik Benali". In the inbox it may have been touched, and has not moved. */
export function sayState(question: Pick<DeskQuestion, "state" | "moved_by">): string {
  if (question.state === "pending") return t("inbox");
  return by(t(STATES[question.state]), question.moved_by);
}

/** What changed since a question was seen, and by whom: "Reworded by Mona Keller". */
export function sayChange(seen: DeskQuestion | undefined, now: DeskQuestion, name = now.moved_by): string {
  if (seen?.state !== now.state) return by(t(STATES[now.state]), name);
  if (seen.set_text !== now.set_text) return by(t("isReworded"), name);
  if (seen.theme_id !== now.theme_id) return by(t("isThemed"), name);
  if (seen.priority !== now.priority) return by(t("isPrioritised"), name);
  if (seen.language !== now.language) return by(t("isInLanguage"), name);
  if (seen.feed !== now.feed) return by(t("isAssigned"), name);
  return by(t(STATES[now.state]), name);
}

/** What was done to the deck last, and by whom: "The deck was put into another order by Malik Benali". */
export function sayDeckChange(change: unknown, name: unknown): string {
  const what =
    change === "order" ? "deckOrdered" : change === "send" || change === "put_back" ? "deckGained" : LOST.has(change) ? "deckLost" : "deckChanged";
  return by(t(what), typeof name === "string" ? name : "");
}

const LOST: ReadonlySet<unknown> = new Set(["recall", "park", "merge", "answer_in_writing", "take", "skip", "withdraw"]);

/** An age in little room: "58 s", "2 min", "1 h". */
export function sayAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

/** The wording that the set reads. */
export function wording(question: Pick<DeskQuestion, "text" | "set_text">): string {
  return question.set_text || question.text;
}

/** A text in little room. */
export function short(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
