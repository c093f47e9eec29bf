import { afterEach, describe, expect, it, vi } from "vitest";
import { messages, onLanguageChange, setLanguage } from "../../../live/frontend/i18n";

afterEach(() => {
  setLanguage("en");
});

const t = messages({
  en: { title: "Questions", waiting: { one: "{n} question", other: "{n} questions" }, by: "by {name}" },
  fr: { title: "Questions", waiting: { one: "{n} question", other: "{n} questions" }, by: "de {name}" },
});

describe("messages", () => {
  it("are in the page's language", () => {
    expect(t("by", { name: "Ada" })).toBe("by Ada");
    setLanguage("fr");
    expect(t("by", { name: "Ada" })).toBe("de Ada");
  });

  it("take the plural form of each language: zero is many in English, one in French", () => {
    expect([0, 1, 2].map((n) => t("waiting", { n }))).toEqual(["0 questions", "1 question", "2 questions"]);
    setLanguage("fr");
    expect([0, 1, 2].map((n) => t("waiting", { n }))).toEqual(["0 question", "1 question", "2 questions"]);
  });

  it("write numbers as the language does", () => {
    expect(t("waiting", { n: 12_400 })).toBe("12,400 questions");
    setLanguage("fr");
    expect(t("waiting", { n: 12_400 })).toBe("12\u202f400 questions");
  });

  it("do not read what is put into them", () => {
    expect(t("by", { name: "{n} $& {name}" })).toBe("by {n} $& {name}");
  });

  it("do not compile when a key or a parameter is missing or superfluous", () => {
    // @ts-expect-error: French lacks "b"
    messages({ en: { a: "A", b: "B" }, fr: { a: "A" } });
    // @ts-expect-error: English lacks "b"
    messages({ en: { a: "A" }, fr: { a: "A", b: "B" } });
    // @ts-expect-error: no such message
    expect(t("nothing")).toBe("nothing");
    // @ts-expect-error: {name} is missing
    expect(t("by")).toBe("by {name}");
    // @ts-expect-error: {nom} is no parameter
    expect(t("by", { nom: "Ada" })).toBe("by {name}");
    // @ts-expect-error: a plural needs a number
    expect(t("waiting", { n: "two" })).toBe("two questions");
    // @ts-expect-error: a message without parameters takes none
    expect(t("title", { n: 1 })).toBe("Questions");
  });

  it("tell when the language changes, once", () => {
    const heard = vi.fn();
    const stop = onLanguageChange(heard);
    setLanguage("fr");
    setLanguage("fr");
    stop();
    setLanguage("en");
    expect(heard).toHaveBeenCalledOnce();
  });
});
