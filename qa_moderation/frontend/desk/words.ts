/** What the desk says, and how it says who moved what. */
import { messages } from "../../../live/frontend/i18n";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";

export const t = messages({
  en: {
    inbox: "Inbox",
    approved: "Approved",
    deck: "On deck",
    oldest: "oldest {age}",
    wanted: "Most wanted first",
    order: "The order in which the host takes them",
    fresh: { one: "{n} new question", other: "{n} new questions" },
    inOrder: "Oldest first",
    onAir: "On air",
    nothingOnAir: "Nothing on air",
    finished: "Done",
    anonymous: "Anonymous",
    approve: "Approve",
    reject: "Reject",
    send: "Send",
    recall: "Recall",
    up: "Earlier",
    down: "Later",
    cancel: "Cancel",
    search: "Search",
    ownWords: "Or in your own words; the asker reads it",
    reason: "Why not?",
    loading: "The questions are coming",
    emptyInbox: "All read.",
    emptyInboxHint: "New questions appear here.",
    emptyApproved: "Nothing approved yet.",
    emptyApprovedHint: "What you approve, everybody sees and can vote for.",
    emptyDeck: "The deck is empty.",
    emptyDeckHint: "Send the host something to ask.",
    noMatch: "Nothing matches “{text}”.",
    sending: "{what}…",
    queued: "{what}: waits for the connection",
    votes: { one: "{n} vote", other: "{n} votes" },
    keys: "All keys",
    next: "Next",
    previous: "Previous",
    sides: "Lane to the left, to the right",
    showFresh: "Show the new questions",
    earlierLater: "On deck: earlier, later",
    close: "Close",
    forbidden: "This cannot be shown to you.",
    isPending: "Back in the inbox",
    isApproved: "Approved",
    isRejected: "Rejected",
    isOnDeck: "Sent to the set",
    isOnAir: "On air",
    isAnswered: "Answered",
    isSkipped: "Skipped",
    isWithdrawn: "Withdrawn by the asker",
    movedBy: "{what} by {name}",
    stale: "{what} meanwhile. Look again.",
    full: "No more room: first clear what is there.",
    failed: "That did not work ({code}). Try again.",
  },
  fr: {
    inbox: "Reçues",
    approved: "Retenues",
    deck: "Au plateau",
    oldest: "la plus ancienne {age}",
    wanted: "Les plus attendues d’abord",
    order: "L’ordre dans lequel l’animateur les prend",
    fresh: { one: "{n} nouvelle question", other: "{n} nouvelles questions" },
    inOrder: "Les plus anciennes d’abord",
    onAir: "À l’antenne",
    nothingOnAir: "Rien à l’antenne",
    finished: "Terminées",
    anonymous: "Anonyme",
    approve: "Retenir",
    reject: "Écarter",
    send: "Envoyer",
    recall: "Rappeler",
    up: "Plus tôt",
    down: "Plus tard",
    cancel: "Annuler",
    search: "Chercher",
    ownWords: "Ou avec vos mots ; la personne les lit",
    reason: "Pourquoi pas ?",
    loading: "Les questions arrivent",
    emptyInbox: "Tout est lu.",
    emptyInboxHint: "Les nouvelles questions apparaissent ici.",
    emptyApproved: "Rien de retenu encore.",
    emptyApprovedHint: "Ce que vous retenez, tous le voient et peuvent voter.",
    emptyDeck: "Le plateau n’a rien.",
    emptyDeckHint: "Envoyez à l’animateur de quoi demander.",
    noMatch: "Rien ne correspond à « {text} ».",
    sending: "{what}…",
    queued: "{what} : attend la connexion",
    votes: { one: "{n} voix", other: "{n} voix" },
    keys: "Toutes les touches",
    next: "Suivante",
    previous: "Précédente",
    sides: "Colonne de gauche, de droite",
    showFresh: "Montrer les nouvelles questions",
    earlierLater: "Au plateau : plus tôt, plus tard",
    close: "Fermer",
    forbidden: "Ceci ne peut vous être montré.",
    isPending: "Revenue aux reçues",
    isApproved: "Retenue",
    isRejected: "Écartée",
    isOnDeck: "Envoyée au plateau",
    isOnAir: "À l’antenne",
    isAnswered: "Répondue",
    isSkipped: "Passée",
    isWithdrawn: "Retirée par la personne",
    movedBy: "{what} par {name}",
    stale: "{what} entre-temps. Regardez à nouveau.",
    full: "Plus de place : libérez d’abord ce qui y est.",
    failed: "Cela n’a pas marché ({code}). Réessayez.",
  },
});

const reasons = messages({
  en: {
    asked: "It was asked already",
    topic: "It is not about this evening",
    unclear: "We did not understand it",
    long: "It is too long to be read on air",
    tone: "Its tone does not fit",
  },
  fr: {
    asked: "Elle a déjà été posée",
    topic: "Elle ne porte pas sur cette soirée",
    unclear: "Nous ne l’avons pas comprise",
    long: "Elle est trop longue pour l’antenne",
    tone: "Son ton ne convient pas",
  },
});

/** The reasons that one key gives, in the language of the page. */
export function quickReasons(): string[] {
  return (["asked", "topic", "unclear", "long", "tone"] as const).map((key) => reasons(key));
}

/** What became of a question: "Approved by Malik Benali". */
export function sayState(question: Pick<DeskQuestion, "state" | "moved_by">): string {
  const what = {
    pending: t("isPending"),
    approved: t("isApproved"),
    rejected: t("isRejected"),
    on_deck: t("isOnDeck"),
    on_air: t("isOnAir"),
    answered: t("isAnswered"),
    skipped: t("isSkipped"),
    withdrawn: t("isWithdrawn"),
  }[question.state];
  return question.moved_by ? t("movedBy", { what, name: question.moved_by }) : what;
}

/** An age in little room: "58 s", "2 min", "1 h". */
export function sayAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}
