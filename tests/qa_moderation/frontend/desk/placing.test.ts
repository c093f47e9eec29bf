import { describe, expect, it } from "vitest";
import { placed, spotAmong } from "../../../../qa_moderation/frontend/desk/placing";

const deck = { version: 1, question_ids: [10, 11, 12, 13, 14] };

describe("among the rows that one sees", () => {
  it("a row goes before the one whose place it takes on its way up, and after it on its way down", () => {
    expect(spotAmong([10, 12, 14], 2, 0)).toEqual({ side: "before", id: 10 });
    expect(spotAmong([10, 12, 14], 0, 1)).toEqual({ side: "after", id: 12 });
  });

  it("there is no place beyond the ends, and none for what is not there", () => {
    expect(spotAmong([10, 12], 1, 1)).toBeNull();
    expect(spotAmong([10, 12], 0, -1)).toBeNull();
    expect(spotAmong([10, 12], 1, 2)).toBeNull();
    expect(spotAmong([10, 12], -1, 0)).toBeNull();
  });
});

describe("in the whole deck", () => {
  it("it stands directly beside its neighbour, whatever is hidden between", () => {
    expect(placed(deck, 14, { side: "before", id: 12 })).toEqual([10, 11, 14, 12, 13]);
    expect(placed(deck, 10, { side: "after", id: 12 })).toEqual([11, 12, 10, 13, 14]);
    expect(placed(deck, 10, { side: "after", id: 14 })).toEqual([11, 12, 13, 14, 10]);
  });

  it("each question is named once, and what would change nothing is no order", () => {
    for (const id of deck.question_ids) {
      for (const side of ["before", "after"] as const) {
        const ids = placed(deck, id, { side, id: 12 });
        if (ids) expect(ids.toSorted()).toEqual(deck.question_ids);
      }
    }
    expect(placed(deck, 11, { side: "before", id: 12 })).toBeNull();
    expect(placed(deck, 12, { side: "after", id: 12 })).toBeNull();
    expect(placed(deck, 99, { side: "after", id: 12 })).toBeNull();
    expect(placed(deck, 10, { side: "after", id: 99 })).toBeNull();
  });
});
