import { afterEach, expect, it } from "vitest";
import { setLanguage } from "../../../live/frontend/i18n";
import { tooLongBy, SET_CHARS } from "../../../qa_moderation/frontend/desk/set-length";
import { gestureOf, PRESS_LIVES_MIN } from "../../../qa_moderation/frontend/set/press";
import { sayRefusal } from "../../../qa_moderation/frontend/set/words";

afterEach(() => {
  setLanguage("en");
});

it.each([
  ["en", "No answer for 10 minutes."],
  ["fr", "Pas de réponse depuis 10 minutes."],
] as const)("says for how long a press has waited (%s)", (language, words) => {
  setLanguage(language);
  expect(PRESS_LIVES_MIN).toBe(10);
  expect(sayRefusal({ ok: false, code: "client.timeout", message: "", details: {} })).toContain(words);
});

it("reads on by the arrows", () => {
  expect(gestureOf("ArrowDown", true)).toBe("read_on");
  expect(gestureOf("ArrowUp", false)).toBe("read_back");
});

it("knows by how much a wording is too long for the set", () => {
  expect(tooLongBy("a".repeat(SET_CHARS))).toBe(0);
  expect(tooLongBy("a".repeat(SET_CHARS + 7))).toBe(7);
  // A full square takes the room of two.
  expect(tooLongBy("車".repeat(SET_CHARS / 2 + 1))).toBe(2);
  expect(tooLongBy("👩‍🚀")).toBe(0);
});
