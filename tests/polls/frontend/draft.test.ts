/** From what is chosen and written to what can be sent. */
import { describe, expect, it } from "vitest";
import { answerOf, choose, draftOf, moved, scaleOf } from "../../../polls/frontend/attendee/draft";
import { fitsSlider, fromUnits, toUnits } from "../../../polls/frontend/attendee/numbers";
import { poll } from "./records";

describe("answers", () => {
  it("of one choice: the last that was chosen", () => {
    const single = poll(1);
    const none = draftOf(single, null);
    expect(answerOf(single, none)).toBe(null);
    expect(answerOf(single, choose(single, choose(single, none, 1, true), 3, true))).toEqual({ options: [3] });
  });

  it("of several: within their bounds", () => {
    const several = poll(1, { kind: "several", min_choices: 2, max_choices: 3 });
    let draft = choose(several, draftOf(several, null), 4, true);
    expect(answerOf(several, draft)).toBe(null);
    draft = choose(several, draft, 2, true);
    expect(answerOf(several, draft)).toEqual({ options: [4, 2] });
    expect(answerOf(several, choose(several, draft, 4, false))).toBe(null);
    expect(answerOf(several, { ...draft, options: [1, 2, 3, 4] })).toBe(null);
  });

  it("of a ranking: all of it, from the order in which it is asked on", () => {
    const ranking = poll(1, { kind: "ranking" });
    expect(answerOf(ranking, draftOf(ranking, null))).toEqual({ options: [1, 2, 3, 4] });
    expect(moved([1, 2, 3, 4], 0, 2)).toEqual([2, 3, 1, 4]);
    expect(moved([1, 2, 3, 4], 3, 0)).toEqual([4, 1, 2, 3]);
    expect(moved([1, 2], 1, 9)).toEqual([1, 2]);
  });

  it("of a rating: also nought", () => {
    const nps = poll(1, { kind: "rating", scale: "nps" });
    expect(scaleOf(nps)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(scaleOf(poll(1))).toEqual([1, 2, 3, 4, 5]);
    expect(answerOf(nps, { ...draftOf(nps, null), value: 0 })).toEqual({ value: 0 });
    expect(answerOf(nps, draftOf(nps, null))).toBe(null);
  });

  it("of words: those that were written, none too long", () => {
    const words = poll(1, { kind: "words", max_words: 3 });
    const draft = draftOf(words, null);
    expect(answerOf(words, { ...draft, words: ["", "  "] })).toBe(null);
    expect(answerOf(words, { ...draft, words: [" light ", "", "calm"] })).toEqual({ words: ["light", "calm"] });
    expect(answerOf(words, { ...draft, words: ["x".repeat(31)] })).toBe(null);
  });

  it("of a text: counted in characters, as the server counts them", () => {
    const text = poll(1, { kind: "text" });
    const draft = draftOf(text, null);
    expect(answerOf(text, { ...draft, text: " \n " })).toBe(null);
    expect(answerOf(text, { ...draft, text: "🚗".repeat(280) })).toEqual({ text: "🚗".repeat(280) });
    expect(answerOf(text, { ...draft, text: "🚗".repeat(281) })).toBe(null);
  });

  it("of a guess: within its range", () => {
    const number = poll(1, { kind: "number", min_value: -50, max_value: 50, decimals: 1 });
    const draft = draftOf(number, null);
    expect(answerOf(number, { ...draft, value: -50 })).toEqual({ value: -50 });
    expect(answerOf(number, { ...draft, value: 51 })).toBe(null);
    expect(answerOf(number, draft)).toBe(null);
  });

  it("begin with what stands", () => {
    const several = poll(1, { kind: "several", max_choices: 3 });
    const stands = { options: [2, 4], value: null, words: [], text: "" };
    expect(draftOf(several, stands).options).toEqual([2, 4]);
  });
});

describe("guesses", () => {
  it("are read as people write them in each language", () => {
    expect(toUnits("612", 0, "en")).toBe(612);
    expect(toUnits("1,200", 0, "en")).toBe(1_200);
    expect(toUnits("1,200.5", 1, "en")).toBe(12_005);
    expect(toUnits("12,5", 1, "en")).toBe(125);
    expect(toUnits("1 200,5", 1, "fr")).toBe(12_005);
    expect(toUnits("1\u202f200", 0, "fr")).toBe(1_200);
    expect(toUnits("12,345", 3, "fr")).toBe(12_345);
    expect(toUnits("1.200.000", 0, "fr")).toBe(1_200_000);
    expect(toUnits("−4.25", 2, "en")).toBe(-425);
    expect(toUnits(".5", 1, "en")).toBe(5);
  });

  it("that are none are nothing", () => {
    for (const typed of ["", " ", "about 600", "6e2", "-", ".", "0x10"]) expect(toUnits(typed, 0, "en")).toBe(null);
  });

  it("are written with the decimals that they have", () => {
    expect(fromUnits(125, 1, "en")).toBe("12.5");
    expect(fromUnits(120, 1, "fr")).toBe("12");
    expect(fromUnits(1_234_5, 1, "fr")).toBe("1\u202f234,5");
  });

  it("have a slider where it can reach them all", () => {
    expect(fitsSlider(300, 900)).toBe(true);
    expect(fitsSlider(0, 1_001)).toBe(false);
  });
});
