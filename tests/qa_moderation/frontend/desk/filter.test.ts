import { describe, expect, it } from "vitest";
import type { DeskQuestion } from "../../../../live/frontend/wire.gen";
import { matcher, NO_FILTER, readFilter, writeFilter, type Filter } from "../../../../qa_moderation/frontend/desk/filter";
import { fold } from "../../../../qa_moderation/frontend/desk/folding";
import { NOW_MS, question } from "./made";

const FULL: Filter = {
  text: "toit ouvrant",
  theme: 4,
  language: "fr",
  flag: "insult",
  priority: 2,
  feed: "main",
  claim: "mine",
  similar: true,
};

it("goes through the address unchanged", () => {
  expect(readFilter(`?${writeFilter(FULL)}`)).toEqual(FULL);
  expect(readFilter("")).toEqual(NO_FILTER);
  expect(writeFilter(NO_FILTER)).toBe("");
  expect(readFilter(writeFilter({ ...NO_FILTER, theme: "none", priority: 0 }))).toEqual({ ...NO_FILTER, theme: "none", priority: 0 });
});

it("leaves out what nobody wrote there", () => {
  expect(readFilter("?theme=x&flag=rude&priority=9&claim=yours&similar=yes&other=1")).toEqual(NO_FILTER);
});

function matches(filter: Partial<Filter>, fields: Partial<DeskQuestion>): boolean {
  const match = matcher({ ...NO_FILTER, ...filter }, "c1", NOW_MS);
  return match === null || match(question(7, fields));
}

describe("what is sought", () => {
  it("has no regard for case, accents and apostrophes", () => {
    expect(fold("Éclat d’ŒUVRE")).toBe("eclat d'oeuvre");
    expect(matches({ text: "ECLAT D'oeuvre" }, { text: "L’éclat d’œuvre" })).toBe(true);
  });

  it.each<[string, Partial<DeskQuestion>]>([
    ["text", { text: "calandre" }],
    ["the set's wording", { set_text: "calandre" }],
    ["the asker", { asker_name: "Calandre" }],
    ["the company", { asker_company: "Calandre SA" }],
    ["notes", { notes: [{ by: "Mona", at_ms: 1, text: "see calandre" }] }],
  ])("is looked for in %s", (_where, fields) => {
    expect(matches({ text: "calandre" }, fields)).toBe(true);
    expect(matches({ text: "calandre" }, {})).toBe(false);
  });

  it("is every word, in any order", () => {
    expect(matches({ text: "roof open" }, { text: "Does it open, the roof?" })).toBe(true);
    expect(matches({ text: "roof shut" }, { text: "Does it open, the roof?" })).toBe(false);
  });

  it("is sought anew when the wording changed", () => {
    const before = question(1, { text: "one" });
    const match = matcher({ ...NO_FILTER, text: "two" }, "c1", NOW_MS);
    expect([before, { ...before, set_text: "two" }].map((each) => match?.(each))).toEqual([false, true]);
  });
});

const CLAIM = { by: "Mona", subject: "c1", until_ms: NOW_MS + 1 };

it.each<[Partial<Filter>, Partial<DeskQuestion>, Partial<DeskQuestion>]>([
  [{ theme: 3 }, { theme_id: 3 }, { theme_id: 4 }],
  [{ theme: "none" }, {}, { theme_id: 4 }],
  [{ language: "fr" }, { language: "fr" }, { language: "en" }],
  [{ flag: "any" }, { flags: ["link"] }, {}],
  [{ flag: "insult" }, { flags: ["insult"] }, { flags: ["link"] }],
  [{ priority: 0 }, {}, { priority: 1 }],
  [{ feed: "asia" }, { feed: "asia" }, {}],
  [{ claim: "mine" }, { claim: CLAIM }, { claim: { ...CLAIM, subject: "c2" } }],
  [{ claim: "none" }, { claim: { ...CLAIM, until_ms: NOW_MS } }, { claim: CLAIM }],
  [{ similar: true }, { similar: [{ question_id: 2, score: 90 }] }, {}],
])("%j lets through the one and not the other", (filter, inside, outside) => {
  expect(matches(filter, inside)).toBe(true);
  expect(matches(filter, outside)).toBe(false);
});
