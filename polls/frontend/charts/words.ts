/** What charts say, in both languages. */
import { currentLanguage, messages } from "../../../live/frontend/i18n";

export const t = messages({
  en: {
    voted: { one: "{n} person voted", other: "{n} people voted" },
    nobody: "No votes yet",
    noLeaders: "Nobody on the leaderboard yet",
    right: "Right answer",
    own: "Your answer",
    ownPlace: "You: {place}",
    ownWord: "Your word",
    answer: "Answer",
    votes: "Votes",
    share: "Share",
    place: "Place",
    meanPlace: "Average place",
    points: "Points",
    ranked: "average place {place}",
    rating: "Rating",
    mean: "Average",
    outOf: "out of {most}",
    nps: "Net Promoter Score",
    detractors: "Detractors",
    passives: "Passives",
    promoters: "Promoters",
    guess: "Guess",
    range: "{from} to {to}",
    word: "Word",
    name: "Name",
    rightOnes: "Right answers",
    leaderboard: "Leaderboard",
    yes: "yes",
  },
  fr: {
    voted: { one: "{n} personne a voté", other: "{n} personnes ont voté" },
    nobody: "Pas encore de vote",
    noLeaders: "Personne au classement pour l’instant",
    right: "Bonne réponse",
    own: "Votre réponse",
    ownPlace: "Vous : {place}",
    ownWord: "Votre mot",
    answer: "Réponse",
    votes: "Votes",
    share: "Part",
    place: "Rang",
    meanPlace: "Rang moyen",
    points: "Points",
    ranked: "rang moyen {place}",
    rating: "Note",
    mean: "Moyenne",
    outOf: "sur {most}",
    nps: "Net Promoter Score",
    detractors: "Détracteurs",
    passives: "Passifs",
    promoters: "Promoteurs",
    guess: "Estimation",
    range: "de {from} à {to}",
    word: "Mot",
    name: "Nom",
    rightOnes: "Bonnes réponses",
    leaderboard: "Classement",
    yes: "oui",
  },
});

/** "46%", "46 %". */
export function sayPercent(percent: number): string {
  return format("%0", { style: "percent", maximumFractionDigits: 0 }).format(percent / 100);
}

/** With as many decimals as are told apart: "4.3", "1,250.50". */
export function sayDecimal(value: number, decimals: number): string {
  return format(`.${decimals}`, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** "+32", "−8". */
export function saySigned(value: number): string {
  return format("±", { signDisplay: "exceptZero", maximumFractionDigits: 0 }).format(value);
}

/** In little room: "12K". */
export function sayCompact(value: number): string {
  return format("c", { notation: "compact", maximumSignificantDigits: 3 }).format(Math.round(value));
}

/** A figure with its unit: "1,250 km". */
export function sayGuess(value: number, decimals: number, unit: string): string {
  return unit ? `${sayDecimal(value, decimals)}\u00a0${unit}` : sayDecimal(value, decimals);
}

// To make one costs a hundred times what it costs to use it, and figures are said in every frame.
const formats = new Map<string, Intl.NumberFormat>();

function format(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = currentLanguage() + name;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.NumberFormat(currentLanguage(), options)));
  return found;
}
