import { describe, expect, it } from "vitest";
import { kindsOf, wanted } from "../../../qa_moderation/frontend/graphics/wanted";
import { Keyboard, type Order } from "../../../qa_moderation/frontend/graphics-panel/keyboard";
import { asWanted, moved } from "../../../qa_moderation/frontend/graphics-panel/lines";
import { saySeen } from "../../../qa_moderation/frontend/graphics-panel/words";
import type { GraphicsState } from "../../../live/frontend/wire.gen";

const question = {
  id: 1,
  text: "How far?",
  language: "en",
  asker_name: "Ada",
  asker_company: "Engines",
  asker_country: "GB",
  is_on_air: true,
};
const state: GraphicsState = {
  question,
  shown: { lower_third: true, full: false, ticker: true },
  ticker: { version: 0, lines: [] },
  auto_hide: false,
};

describe("what is wanted on air", () => {
  it("is what is shown, and a ticker only with lines", () => {
    const words = { text: "How far?", language: "en", name: "Ada", from: "Engines, United Kingdom" };
    expect(wanted(state)).toEqual({ lower_third: words, full: null, ticker: null });
  });

  it("names nobody who asked anonymously", () => {
    const anonymous = { ...question, asker_name: null, asker_company: "", asker_country: "" };
    expect(wanted({ ...state, question: anonymous }).lower_third).toMatchObject({ name: "", from: "" });
  });

  it("does not change when a question leaves the air and is still shown", () => {
    expect(wanted({ ...state, question: { ...question, is_on_air: false } })).toEqual(wanted(state));
  });

  it("is of the kinds that the address names", () => {
    expect([kindsOf("lower-third"), kindsOf("full"), kindsOf("all")]).toEqual([
      ["lower_third"],
      ["full"],
      ["full", "lower_third", "ticker"],
    ]);
  });
});

describe("the panel's keys", () => {
  function press(...keys: string[]): { orders: Order[]; heard: string[] } {
    const orders: Order[] = [];
    const heard: string[] = [];
    const keyboard = new Keyboard((order) => orders.push(order));
    const others = (event: KeyboardEvent): void => {
      heard.push(event.key);
    };
    addEventListener("keydown", keyboard.listen, { capture: true });
    document.addEventListener("keydown", others);
    for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    removeEventListener("keydown", keyboard.listen, { capture: true });
    document.removeEventListener("keydown", others);
    return { orders, heard };
  }

  it("are two, and nobody else hears them", () => {
    expect(press("g", "l", "l", "G", "f", "g", "g")).toEqual({ orders: ["lower_third", "full", "panel"], heard: ["l"] });
  });

  it("let another key through, and forget", () => {
    expect(press("g", "a", "t")).toEqual({ orders: [], heard: ["a", "t"] });
  });
});

describe("the ticker's lines", () => {
  it("are named as the command wants them", () => {
    const line = { question_id: 3, text: "How far?", language: "en", asker_name: "Ada", asker_company: "" };
    expect([asWanted(line), asWanted({ ...line, question_id: null })]).toEqual([{ question_id: 3 }, { text: "How far?" }]);
  });

  it("move within their bounds", () => {
    expect([moved([1, 2, 3], 0, -1), moved([1, 2, 3], 0, 1), moved([1, 2, 3], 2, 1)]).toEqual([
      [1, 2, 3],
      [2, 1, 3],
      [1, 2, 3],
    ]);
  });
});

it("says when a key was last in use", () => {
  const now = 10_000_000;
  expect([undefined, now - 60_000, now - 600_000, now - 9_000_000].map((seen) => saySeen(seen, now))).toEqual([
    "never opened",
    "in use",
    "last seen 10 min ago",
    "last seen 2 h ago",
  ]);
});
