import { describe, expect, it } from "vitest";
import { addressOf, feedOf } from "../../../qa_moderation/frontend/set/feeds";
import { gestureOf, onAir, onDeck, parked, targets } from "../../../qa_moderation/frontend/set/press";
import { question, setStateOf } from "./records";

const asia = { feed: "asia" } as const;

describe("each set desk has its own", () => {
  const state = setStateOf(
    question(1, "on_air"),
    question(2, "on_deck", 3, asia),
    question(3, "on_deck"),
    question(4, "on_deck", 3, asia),
    question(5, "parked", 3, asia),
    question(6, "answered", 3, { on_air_at_ms: 5 }),
  );

  it("on air, on deck and parked", () => {
    expect(onAir(state, "main")?.id).toBe(1);
    expect(onAir(state, "asia")).toBeUndefined();
    expect(onDeck(state, "main").map(({ id }) => id)).toEqual([3]);
    expect(onDeck(state, "asia").map(({ id }) => id)).toEqual([2, 4]);
    expect(parked(state, "main")).toEqual([]);
    expect(parked(state, "asia").map(({ id }) => id)).toEqual([5]);
  });

  it("to press", () => {
    expect(ids(targets(state, "main"))).toEqual({ answer: 1, skip: 1, park: 1, put_back: 1 });
    expect(ids(targets(state, "asia"))).toEqual({ take: 2, skip: 2, park: 2 });
  });
});

it("puts back what was on the set last, not what was answered in writing since", () => {
  const state = setStateOf(
    question(1, "answered", 3, { on_air_at_ms: 5 }),
    question(2, "skipped"),
    question(3, "answered", 3, { answer: "In the brochure, page 4." }),
  );
  expect(ids(targets(state, "main"))).toEqual({ put_back: 2 });
});

it("puts back what it parked itself, not what the moderators did", () => {
  const state = setStateOf(question(1, "skipped"), question(2, "parked"), question(3, "parked"));
  expect(ids(targets(state, "main"))).toEqual({ put_back: 1 });
  expect(ids(targets(state, "main", 2))).toEqual({ put_back: 2 });
  expect(ids(targets(setStateOf(question(4, "skipped"), question(2, "parked")), "main", 2))).toEqual({ put_back: 4 });
});

it("has a key for everything, and the clicker's two", () => {
  const keys = ["Enter", " ", "PageDown", "PageUp", "Backspace", "s", "S", "p", "l", "v", "x"];
  expect(keys.map((key) => gestureOf(key, false))).toEqual([
    "take", "take", "take", "put_back", "put_back", "skip", "skip", "park", "list", "see", null,
  ]);
  expect(gestureOf("PageDown", true)).toBe("answer");
});

describe("the page's address says which set desk it is", () => {
  const feeds = [{ slug: "main", name: "Host" }, { slug: "asia", name: "Singapore" }];

  it("and an unknown one means the host's", () => {
    expect(feedOf("?feed=asia", feeds)).toBe("asia");
    expect(feedOf("?feed=mars", feeds)).toBe("main");
    expect(feedOf("", feeds)).toBe("main");
    expect(feedOf("?feed=asia", [])).toBe("main");
  });

  it("and keeps what else it says", () => {
    expect(addressOf("https://x.example/crew/a/set/?debug=1", "asia")).toBe("https://x.example/crew/a/set/?debug=1&feed=asia");
    expect(addressOf("https://x.example/crew/a/set/?feed=asia", "main")).toBe("https://x.example/crew/a/set/");
  });
});

function ids(found: ReturnType<typeof targets>): Record<string, number> {
  return Object.fromEntries(Object.entries(found).map(([action, { id }]) => [action, id]));
}
