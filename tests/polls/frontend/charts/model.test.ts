import { describe, expect, it } from "vitest";
import { chartOf, type Source } from "../../../../polls/frontend/charts/model/chart";
import { cloudChart } from "../../../../polls/frontend/charts/model/cloud";
import { chartColours, contrast } from "../../../../polls/frontend/charts/model/colours";
import { binWidth, guessChart } from "../../../../polls/frontend/charts/model/guesses";
import { placeWords, typeOf } from "../../../../polls/frontend/charts/model/placing";
import { ratingChart } from "../../../../polls/frontend/charts/model/rating";
import { choiceChart, rankingChart } from "../../../../polls/frontend/charts/model/rows";
import { say } from "../../../../polls/frontend/charts/model/said";
import { percentsOf } from "../../../../polls/frontend/charts/model/shares";
import { makePoll, makeTally } from "./records";

const sourceOf = (changes: Partial<Source>): Source => ({
  poll: makePoll(),
  tally: undefined,
  leaders: [],
  own: null,
  language: "en",
  view: "auto",
  ...changes,
});

describe("per cents", () => {
  it("add up to 100, the largest remainders first", () => {
    expect(percentsOf([1, 1, 1])).toEqual([34, 33, 33]);
    expect(percentsOf([5705, 4217, 2481])).toEqual([46, 34, 20]);
    expect(percentsOf([2, 1])).toEqual([67, 33]);
    expect(percentsOf([0, 0])).toEqual([0, 0]);
    expect(percentsOf([])).toEqual([]);
  });

  it("add up to 100 whatever comes", () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48271) % 2147483647);
    for (let round = 0; round < 300; round += 1) {
      const counts = Array.from({ length: 1 + (random() % 12) }, () => random() % 10 ** (random() % 7));
      const total = percentsOf(counts).reduce((sum, percent) => sum + percent, 0);
      expect(total).toBe(counts.some((count) => count > 0) ? 100 : 0);
    }
  });
});

describe("texts", () => {
  it("come in another language rather than not at all", () => {
    expect(say({ en: "Blue", fr: "Bleu" }, "fr")).toEqual({ text: "Bleu", language: "fr" });
    expect(say({ en: "Blue", fr: "" }, "fr")).toEqual({ text: "Blue", language: "en" });
    expect(say({}, "fr")).toEqual({ text: "", language: "" });
  });
});

describe("choices", () => {
  it("are parts of a whole in the order of the options", () => {
    const poll = makePoll({ kind: "quiz", right_options: [2] });
    const { rows, isWhole } = choiceChart(poll, makeTally({ 1: 1, 2: 2 }, 3), { options: [1] }, "en");
    expect(isWhole).toBe(true);
    expect(rows.map(({ label, count, percent, isRight, isOwn }) => [label.text, count, percent, isRight, isOwn])).toEqual([
      ["Blue", 1, 33, false, true],
      ["Red", 2, 67, true, false],
      ["Green", 0, 0, false, false],
    ]);
  });

  it("are shares of the voters where several may be chosen", () => {
    const { rows, isWhole } = choiceChart(makePoll({ kind: "several" }), makeTally({ 1: 4, 2: 2, 3: 1 }, 4), null, "en");
    expect(isWhole).toBe(false);
    expect(rows.map(({ percent, share }) => [percent, share])).toEqual([
      [100, 1],
      [50, 0.5],
      [25, 0.25],
    ]);
  });

  it("are a ring only where parts make a whole, and few", () => {
    const many = Array.from({ length: 7 }, (_, at) => ({ id: at, text: {}, image: null, alt: {} }));
    expect(chartOf(sourceOf({ view: "donut" })).isDonut).toBe(true);
    expect(chartOf(sourceOf({ view: "auto" })).isDonut).toBe(false);
    expect(chartOf(sourceOf({ view: "donut", poll: makePoll({ kind: "several" }) })).isDonut).toBe(false);
    expect(chartOf(sourceOf({ view: "donut", poll: makePoll({ options: many }) })).isDonut).toBe(false);
  });

  it("are all there before anybody voted", () => {
    const { ballots, picture } = chartOf(sourceOf({}));
    expect(ballots).toBe(0);
    expect(picture.kind === "choice" && picture.rows.map(({ share, percent }) => [share, percent])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });
});

describe("rankings", () => {
  it("stand by Borda's points, and share a place when they are equal", () => {
    const counts = { "1:1": 2, "1:3": 2, "2:2": 4, "3:1": 2, "3:3": 2 };
    const { rows } = rankingChart(makePoll({ kind: "ranking" }), makeTally(counts, 4), { options: [3, 1, 2] }, "en");
    expect(rows.map((row) => [row.label.text, row.place, row.points, row.meanPlace, row.share, row.ownPlace])).toEqual([
      ["Blue", 1, 4, 2, 0.5, 2],
      ["Red", 1, 4, 2, 0.5, 3],
      ["Green", 1, 4, 2, 0.5, 1],
    ]);
    const clear = rankingChart(makePoll({ kind: "ranking" }), makeTally({ "2:1": 3, "1:2": 3, "3:3": 3 }, 3), null, "en");
    expect(clear.rows.map((row) => [row.label.text, row.place, row.meanPlace, row.share])).toEqual([
      ["Red", 1, 1, 1],
      ["Blue", 2, 2, 0.5],
      ["Green", 3, 3, 0],
    ]);
  });
});

describe("ratings", () => {
  it("of stars have an average and every value", () => {
    const chart = ratingChart(makePoll({ kind: "rating" }), makeTally({ 5: 3, 2: 1 }, 4, 4.25), { value: 5 }, "en");
    expect([chart.mean, chart.nps, chart.groups]).toEqual([4.25, null, []]);
    expect(chart.values.map(({ value, count, percent, share, isOwn }) => [value, count, percent, share, isOwn])).toEqual([
      [1, 0, 0, 0, false],
      [2, 1, 25, 1 / 3, false],
      [3, 0, 0, 0, false],
      [4, 0, 0, 0, false],
      [5, 3, 75, 1, true],
    ]);
  });

  it("of a recommendation have a score: promoters less detractors", () => {
    const counts = { 0: 1, 6: 2, 7: 1, 8: 1, 9: 3, 10: 2 };
    const chart = ratingChart(makePoll({ kind: "rating", scale: "nps" }), makeTally(counts, 10, 7), null, "en");
    expect(chart.nps).toBe(20);
    expect(chart.groups.map(({ name, percent }) => [name, percent])).toEqual([
      ["detractors", 30],
      ["passives", 20],
      ["promoters", 50],
    ]);
    expect(ratingChart(makePoll({ kind: "rating", scale: "nps" }), makeTally({}, 0), null, "en").nps).toBeNull();
  });
});

describe("guesses", () => {
  it("have bars as wide as the server's", () => {
    expect([binWidth(0, 23), binWidth(0, 24), binWidth(0, 100), binWidth(5, 5), binWidth(0, 10 ** 12)]).toEqual([
      1, 2, 5, 1, 41666666667,
    ]);
  });

  it("mark the average, the right one and one's own where they are", () => {
    const poll = makePoll({ kind: "number", min_value: 100, max_value: 340, decimals: 1, right_value: 220, unit: { en: "s" } });
    const chart = guessChart(poll, makeTally({ 100: 1, 221: 3 }, 4, 19.5), { value: 340 }, "en");
    expect(chart.bins.length).toBe(22);
    expect(chart.bins[0]).toEqual({ key: "100", from: 10, to: 11, count: 1, percent: 25, share: 1 / 3, isRight: false, isOwn: false });
    expect(chart.bins.filter(({ isRight, isOwn }) => isRight || isOwn).map(({ key }) => key)).toEqual(["210", "331"]);
    expect([chart.mean, chart.right, chart.own]).toEqual([
      { value: 19.5, at: 95 / 240 },
      { value: 22, at: 0.5 },
      { value: 34, at: 1 },
    ]);
    expect([chart.unit, chart.least, chart.most]).toEqual(["s", 10, 34]);
  });
});

describe("leaders", () => {
  it("are measured by the first", () => {
    const leaders = [
      { rank: 1, name: "Ada", points: 2000, right: 2 },
      { rank: 2, name: "Bob", points: 500, right: 1 },
    ];
    const { picture } = chartOf(sourceOf({ view: "leaderboard", leaders }));
    expect(picture.kind === "leaders" && picture.rows.map(({ name, share }) => [name, share])).toEqual([
      ["Ada", 1],
      ["Bob", 0.25],
    ]);
  });
});

describe("clouds", () => {
  it("list the most frequent first, larger by area and in steps", () => {
    const { words } = cloudChart(makeTally({ calm: 1, bold: 100, airy: 100, Élan: 25 }, 226), { words: ["élan"] });
    expect(words.map(({ text, isOwn }) => [text, isOwn])).toEqual([
      ["airy", false],
      ["bold", false],
      ["Élan", true],
      ["calm", false],
    ]);
    expect(words.map(({ size }) => Math.round(size * 100))).toEqual([100, 100, 67, 33]);
  });

  const picture = { width: 640, height: 400 };
  const sized = (count: number, height: number): { key: string; width: number; height: number }[] =>
    Array.from({ length: count }, (_, at) => ({ key: `w${at}`, width: height * (2 + (at % 4)), height }));

  it("place words so that none touches another, and always alike", () => {
    const words = sized(60, 14);
    const places = placeWords(words, picture, new Map());
    expect(places.size).toBe(60);
    expect(placeWords(words, picture, new Map())).toEqual(places);
    const boxes = words.map(({ key, width, height }) => {
      const { x, y } = places.get(key)!;
      return [x * 640 - width / 2, y * 400 - height / 2, x * 640 + width / 2, y * 400 + height / 2] as const;
    });
    for (const [at, [left, top, right, bottom]] of boxes.entries()) {
      expect(left >= -1 && top >= -1 && right <= 641 && bottom <= 401).toBe(true);
      for (const other of boxes.slice(at + 1)) {
        expect(left < other[2] && other[0] < right && top < other[3] && other[1] < bottom).toBe(false);
      }
    }
  });

  it("keep words where they were when one more comes, and when the order changes", () => {
    const words = sized(30, 14);
    const before = placeWords(words, picture, new Map());
    const after = placeWords([...words.slice().reverse(), { key: "new", width: 40, height: 14 }], picture, before);
    expect(words.map(({ key }) => after.get(key))).toEqual(words.map(({ key }) => before.get(key)));
    expect(after.has("new")).toBe(true);
  });

  it("leave out what finds no room, in good time", () => {
    const places = placeWords(sized(80, 90), picture, new Map());
    expect(places.size).toBeGreaterThan(0);
    expect(places.size).toBeLessThan(80);
  });

  it("set the type in steps, no wider than the picture", () => {
    const one = [{ width: 20, size: 1 }];
    expect(typeOf(one, picture, 1.16) * 20).toBeLessThanOrEqual(0.92 * 640);
    expect(typeOf([], picture, 1.16)).toBe(0);
    const many = (width: number): number => typeOf(Array.from({ length: 40 }, () => ({ width, size: 0.5 })), picture, 1.16);
    expect(many(3)).toBe(many(3.01));
  });
});

describe("colours", () => {
  const brands = [
    ["#e8e4da", "#f4f4f2", ["#0b0c0e", "#15171a"]],
    ["#d8a300", "#17191c", ["#f6f3ee", "#ffffff"]],
    ["#0a0a0c", "#f2f2f0", ["#0a0a0c", "#17171b"]],
    ["#ffffff", "#111111", ["#ffffff", "#fafafa"]],
    ["#7f7f7f", "#ffffff", ["#6a6a6a", "#7a7a7a"]],
  ] as const;

  it("can be told from every ground, whatever the brand chose", () => {
    for (const [accent, ink, grounds] of brands) {
      const colours = chartColours(accent, ink, grounds);
      expect(colours).not.toBeNull();
      for (const ground of grounds) {
        for (const colour of [colours!.fill, colours!.rest, ...colours!.series]) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(3);
        expect(contrast(colours!.text, ground)).toBeGreaterThanOrEqual(4.1);
      }
    }
  });

  it("stay the brand's where they can be told", () => {
    expect(chartColours("#e8e4da", "#f4f4f2", ["#0b0c0e"])?.fill).toBe("#e8e4da");
    expect(chartColours("red", "#f4f4f2", ["#0b0c0e"])).toBeNull();
  });

  it("are the same for a colour in its short form, as the build writes it", () => {
    expect(chartColours("#07a", "#1b1c20", ["#fff", "#f3f3f1"])).toEqual(chartColours("#0077aa", "#1b1c20", ["#ffffff", "#f3f3f1"]));
    expect(chartColours("#07a", "#1b1c20", ["#ff"])).toBeNull();
  });
});
