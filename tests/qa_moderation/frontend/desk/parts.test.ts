/** The small pure parts: keys, the window of a long lane, merge candidates, lists that one edits. */
import { describe, expect, it } from "vitest";
import { mergeCandidates } from "../../../../qa_moderation/frontend/desk/candidates";
import { readKey } from "../../../../qa_moderation/frontend/desk/keys";
import { feedsOf, freshTheme, rowsOf, shift, themesOf, withFresh } from "../../../../qa_moderation/frontend/desk/list-rows";
import { RowWindow } from "../../../../qa_moderation/frontend/desk/row-window";
import { question, stateOf } from "./made";

describe("keys", () => {
  const press = (key: string, options: KeyboardEventInit = {}, form: Parameters<typeof readKey>[1] = null, on: Element = document.body): unknown => {
    let order: unknown = null;
    const listen = (event: Event): void => {
      order = readKey(event as KeyboardEvent, form);
    };
    on.addEventListener("keydown", listen);
    on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...options }));
    on.removeEventListener("keydown", listen);
    return order;
  };

  it("mean a move", () => {
    expect(press("a")).toEqual({ do: "act", action: "approve" });
    expect(press("z")).toEqual({ do: "act", action: "park" });
    expect(press("J")).toEqual({ do: "act", action: "down" });
  });

  it("undo with control or alone", () => {
    expect(press("z", { ctrlKey: true })).toEqual({ do: "undo" });
    expect(press("z", { metaKey: true })).toEqual({ do: "undo" });
    expect(press("Backspace")).toEqual({ do: "undo" });
    expect(press("a", { ctrlKey: true })).toBeNull();
  });

  it("are somebody's typing in a field, but for Escape", () => {
    const field = document.createElement("textarea");
    document.body.append(field);
    expect(press("a", {}, null, field)).toBeNull();
    expect(press("z", { ctrlKey: true }, "edit", field)).toBeNull();
    expect(press("Escape", {}, "edit", field)).toEqual({ do: "cancel" });
    expect(press("Escape", {}, null, field)).toEqual({ do: "leave-search" });
    field.remove();
  });

  it("choose by the place of the digit, whatever the keyboard writes there", () => {
    expect(press("&", { code: "Digit1" }, "reject")).toEqual({ do: "choice", number: 1 });
    expect(press("3", { code: "Digit3" })).toEqual({ do: "to-lane", number: 3 });
    expect(press("!", { code: "Digit1", shiftKey: true })).toEqual({ do: "view", number: 1 });
    expect(press("2", { code: "Digit2" }, "edit")).toEqual({ do: "to-lane", number: 2 });
  });
});

describe("the window of a long lane", () => {
  const window = Object.assign(new RowWindow(), { top: 0, height: 840, row: 84 });

  it("draws what is in sight and a few around it", () => {
    expect(window.range(5_000)).toEqual([0, 18]);
    expect(window.range(3)).toEqual([0, 3]);
    expect(window.range(0)).toEqual([0, 0]);
    const far = Object.assign(new RowWindow(), window, { top: 84 * 1_000 });
    expect(far.range(5_000)).toEqual([992, 1_018]);
  });

  it("is never past the end of a lane that grew short", () => {
    const far = Object.assign(new RowWindow(), window, { top: 84 * 1_000 });
    const [from, to] = far.range(20);
    expect([from <= 19, to]).toEqual([true, 20]);
  });

  it("scrolls only as far as it must", () => {
    expect(window.reveal(3)).toBe(0);
    expect(window.reveal(20)).toBe(84 * 21 - 840);
    expect(Object.assign(new RowWindow(), window, { top: 840 }).reveal(5)).toBe(420);
  });
});

describe("merge candidates", () => {
  const own = question(1, { similar: [{ question_id: 3, score: 90 }, { question_id: 9, score: 80 }, { question_id: 4, score: 70 }] });
  const { questions } = stateOf([
    own,
    question(2, { text: "Le toit s’ouvre-t-il ?" }),
    question(3),
    question(4, { state: "rejected" }),
    question(5, { text: "Toit", state: "answered" }),
  ]);

  it("are those proposed that are still there and open", () => {
    expect(mergeCandidates(own, questions, "").map(({ id }) => id)).toEqual([3]);
  });

  it("are those with the words, never the question itself", () => {
    expect(mergeCandidates(own, questions, "toit").map(({ id }) => id)).toEqual([2, 5]);
    expect(mergeCandidates(own, questions, "question").map(({ id }) => id)).toEqual([3]);
  });
});

describe("lists that one edits", () => {
  it("give set desks a slug of their own", () => {
    const rows = [...rowsOf([{ slug: "main", name: "" }]), ...["Asie & Océanie", "asie océanie", "—"].map((name) => ({ id: null, slug: null, name, colour: null }))];
    expect(feedsOf(rows)).toEqual([
      { slug: "main", name: "" },
      { slug: "asie-oceanie", name: "Asie & Océanie" },
      { slug: "asie-oceanie-2", name: "asie océanie" },
      { slug: "set", name: "—" },
    ]);
  });

  it("give a new theme a colour that none has", () => {
    const first = freshTheme([]);
    expect(freshTheme([first]).colour).not.toBe(first.colour);
    expect(themesOf([{ ...first, name: " Design " }])).toEqual([{ id: null, name: "Design", colour: first.colour }]);
  });

  it("take what was added along to the list as another has made it, as far as it fits", () => {
    const [kept] = rowsOf([{ id: 1, name: "Range", colour: "#000000" }]);
    const added = ["Prix", "Autonomie", "Design"].map((name) => ({ id: null, slug: null, name, colour: "#112233" }));
    const now = rowsOf([{ id: 2, name: "prix", colour: "#000000" }, { id: 3, name: "Other", colour: "#000000" }]);
    expect(withFresh(now, kept ? [kept, ...added] : [], 20).map(({ name }) => name)).toEqual(["prix", "Other", "Autonomie", "Design"]);
    expect(withFresh(now, added, 3)).toHaveLength(3);
  });

  it("move a line by one place", () => {
    const rows = rowsOf([{ id: 1, name: "a", colour: "#000000" }, { id: 2, name: "b", colour: "#000000" }]);
    expect(shift(rows, 0, 1).map(({ id }) => id)).toEqual([2, 1]);
    expect(shift(rows, 0, -1)).toBe(rows);
  });
});
