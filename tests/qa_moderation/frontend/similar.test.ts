import { describe, expect, it } from "vitest";
import { fold, wordsOf } from "../../../qa_moderation/frontend/attendee/folding";
import { Finder, likeness, matches, printOf } from "../../../qa_moderation/frontend/attendee/similar";

const score = (one: string, other: string): number => likeness(printOf(one), printOf(other));

describe("one and the same question", () => {
  it.each([
    ["How long does it take to charge from 10 to 80 percent?", "How long does charging from 10 to 80 percent take?"],
    ["When can we order the car in Norway?", "When will it be possible to order the car in Norway?"],
    ["Does the roof glass dim by itself?", "does the glass roof dim itself"],
    ["What is the range in winter?", "What range will it have in the winter?"],
    ["Is the battery recyclable?", "Can the battery be recycled?"],
    ["Will there be a station wagon version?", "Is a station wagon version planned?"],
    ["Quelle est l’autonomie en hiver ?", "Quelle autonomie aura-t-elle en hiver ?"],
    ["Quand pourra-t-on commander la voiture en France ?", "Quand commander la voiture en France ?"],
    ["La batterie est-elle recyclable ?", "Est-ce que la batterie est recyclable ?"],
    ["Combien de temps faut-il pour recharger la batterie ?", "Combien de temps pour la recharge de la batterie ?"],
    ["Y aura-t-il une version break ?", "Une version break est elle prévue ?"],
  ])("%s | %s", (one, other) => {
    expect(score(one, other)).toBeGreaterThanOrEqual(0.5);
  });
});

describe("two questions", () => {
  it.each([
    ["What is the range in winter?", "What is the price in Norway?"],
    ["When can we order the car?", "Where is the car made?"],
    ["How much does it weigh?", "How much does it cost?"],
    ["Is the battery recyclable?", "How long does the battery last?"],
    ["Is there a model with 7 seats?", "Is there a model with 5 seats?"],
    ["Does it come in blue?", "Will there be a station wagon version?"],
    ["Quelle est l’autonomie en hiver ?", "Quel est le prix en Norvège ?"],
    ["Quand pourra-t-on commander la voiture ?", "Où la voiture est-elle fabriquée ?"],
    ["La batterie est-elle recyclable ?", "Combien de temps dure la batterie ?"],
    ["Quelle est la vitesse maximale ?", "Quelle est la longueur du coffre ?"],
    ["Peut-on tracter une remorque ?", "Peut-on choisir la couleur des sièges ?"],
  ])("%s | %s", (one, other) => {
    expect(score(one, other)).toBeLessThan(0.5);
  });
});

describe("the finder", () => {
  const asked = [
    { id: 1, text: "What is the range in winter?" },
    { id: 2, text: "What will the range be in winter, in Norway?" },
    { id: 3, text: "Which colours are there?" },
  ];

  it("shows the best two at most, the best first", () => {
    const found = new Finder().find("What is its winter range?", [...asked, { id: 4, text: "The range in winter, please?" }]);
    expect(found.map(({ id }) => id)).toEqual([1, 4]);
    expect(found[0]?.score).toBe(1);
  });

  it("says nothing before something is said", () => {
    for (const draft of ["", "What", "What is the range?", "?!", "How can we do it?"]) expect(new Finder().find(draft, asked)).toEqual([]);
  });

  it("goes with a question that is worded anew", () => {
    const finder = new Finder();
    expect(finder.find("Range in winter?", asked).map(({ id }) => id)).toContain(1);
    expect(finder.find("Range in winter?", [{ id: 1, text: "Which colours are there?" }])).toEqual([]);
  });
});

it("folds case, accents and ligatures, and takes apostrophes for spaces", () => {
  expect(fold("Œuvre d’ÉLÈVE")).toBe("oeuvre d’eleve");
  expect(wordsOf("L’autonomie, en hiver : 80 % ?")).toEqual(["l", "autonomie", "en", "hiver", "80"]);
});

it("finds by the beginnings of words", () => {
  expect(matches("auto hiv", "Quelle est l’autonomie en hiver ?")).toBe(true);
  expect(matches("ÉLECTRIQUE", "Une voiture electrique")).toBe(true);
  expect(matches("tonomie", "Quelle est l’autonomie en hiver ?")).toBe(false);
  expect(matches("  ", "anything")).toBe(false);
});
