import { afterEach, beforeAll, describe, expect, it } from "vitest";
import "../../../../polls/frontend/charts/define";
import { setLanguage } from "../../../../live/frontend/i18n";
import { arcPath } from "../../../../polls/frontend/charts/motion/arc";
import { Glide } from "../../../../polls/frontend/charts/motion/glide";
import type { PollChart } from "../../../../polls/frontend/charts/poll-chart";
import { makePoll, makeTally } from "./records";

async function drawn(properties: Partial<PollChart>): Promise<PollChart> {
  const chart = document.createElement("live-poll-chart");
  // Nothing moves: what is drawn is where it belongs.
  chart.style.setProperty("--chart-move", "0ms");
  Object.assign(chart, properties);
  document.body.append(chart);
  await chart.updateComplete;
  return chart;
}

const cells = (chart: PollChart): string[][] =>
  [...chart.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));
const caption = (chart: PollChart): string => (chart.querySelector("caption")?.textContent ?? "").replace(/\s+/g, " ").trim();

describe("<live-poll-chart>", () => {
  beforeAll(async () => {
    await import("../../../../polls/frontend/charts/define"); // a second bundle of the same page
  });

  afterEach(() => {
    setLanguage("en");
    document.body.replaceChildren();
  });

  it("has a table behind a picture that screen readers do not hear", async () => {
    const poll = makePoll({ kind: "quiz", right_options: [2] });
    const chart = await drawn({ poll, tally: makeTally({ 1: 1000, 2: 2000 }, 3000), own: { options: [2] } });
    expect(chart.querySelector(".pc")?.getAttribute("aria-hidden")).toBe("true");
    expect(chart.querySelector(".pc table")).toBeNull();
    expect(caption(chart)).toBe("Which one? 3,000 people voted");
    expect(cells(chart)).toEqual([
      ["Blue", "1,000", "33%"],
      ["Red (Right answer, Your answer)", "2,000", "67%"],
      ["Green", "0", "0%"],
    ]);
    expect([...chart.querySelectorAll(".pc .pc-percent")].map((each) => each.textContent)).toEqual(["33%", "67%", "0%"]);
    expect(chart.querySelector("[data-right] .pc-flag--right")?.textContent).toContain("Right answer");
  });

  it("follows the language of the page, and says texts in its own", async () => {
    const poll = makePoll({ options: [{ id: 1, text: { en: "Blue", fr: "Bleu" }, image: null, alt: {} }] });
    const chart = await drawn({ poll, tally: makeTally({ 1: 1 }, 1) });
    setLanguage("fr");
    await chart.updateComplete;
    expect(caption(chart)).toBe("Laquelle ? 1 personne a voté");
    expect(cells(chart)).toEqual([["Bleu", "1", "100\u00a0%"]]);
    chart.language = "en";
    await chart.updateComplete;
    expect(cells(chart)[0]?.[0]).toBe("Blue");
  });

  it("says nothing that is code as code", async () => {
    const text = "<img src=x onerror='window.ran = true'><script>window.ran = true</script>";
    const poll = makePoll({ question: { en: text }, options: [{ id: 1, text: { en: text }, image: null, alt: {} }] });
    for (const view of ["bars", "donut", "leaderboard"] as const) {
      const chart = await drawn({ poll, view, leaders: [{ rank: 1, name: text, points: 1, right: 1 }] });
      expect(chart.querySelector("img, script")).toBeNull();
      expect(chart.textContent).toContain(text);
    }
    expect("ran" in window).toBe(false);
  });

  it("draws every kind with votes and without", async () => {
    const kinds = ["single", "several", "quiz", "ranking", "rating", "number", "words", "text"] as const;
    const tallies = { ranking: makeTally({ "1:1": 1 }, 1), words: makeTally({ calm: 2, bold: 1 }, 2) } as Record<string, ReturnType<typeof makeTally>>;
    for (const kind of kinds) {
      const chart = await drawn({ poll: makePoll({ kind }) });
      expect(chart.textContent, kind).toContain("No votes yet");
      chart.tally = tallies[kind] ?? makeTally({ 1: 2, 2: 1 }, 3, 1.5);
      await chart.updateComplete;
      expect(chart.textContent, kind).toMatch(/\d (people|person) voted/);
    }
    expect((await drawn({ poll: makePoll({ kind: "rating", scale: "nps" }) })).dataset["chart"]).toBe("rating");
    expect((await drawn({})).childElementCount).toBe(0);
  });

  it("says averages, scores and right guesses in the table's caption", async () => {
    const rating = await drawn({ poll: makePoll({ kind: "rating" }), tally: makeTally({ 4: 1, 5: 1 }, 2, 4.5) });
    expect(caption(rating)).toBe("Which one? 2 people voted. Average: 4.5 out of 5");
    const guess = await drawn({
      poll: makePoll({ kind: "number", right_value: 40, unit: { en: "km" } }),
      tally: makeTally({ 40: 2 }, 2, 41.5),
      own: { value: 41 },
    });
    expect(caption(guess)).toBe("Which one? 2 people voted. Average: 41.5 km. Right answer: 40 km. Your answer: 41 km");
    expect(cells(guess)).toEqual([["40\u00a0km to 44\u00a0km (Right answer, Your answer)", "2", "100%"]]);
  });

  it("keeps a row's element when rows change places", async () => {
    const leaders = (...names: string[]): PollChart["leaders"] => names.map((name, at) => ({ rank: at + 1, name, points: 900 - at, right: 1 }));
    const chart = await drawn({ poll: makePoll(), view: "leaderboard", leaders: leaders("Ada", "Bob") });
    const ada = chart.querySelector('[data-flip="Ada"]');
    chart.leaders = leaders("Bob", "Ada");
    await chart.updateComplete;
    expect(chart.querySelector('[data-flip="Ada"]')).toBe(ada);
    expect([...chart.querySelectorAll("[data-flip] .pc-place")].map((each) => each.textContent)).toEqual(["1", "2"]);
  });
});

describe("motion", () => {
  it("glides from where it is to where it is wanted, and arrives", () => {
    const glide = new Glide(0);
    glide.aim(100, 1000, 200);
    expect([glide.at(1000), glide.at(1200), glide.at(5000)]).toEqual([0, 100, 100]);
    const half = glide.at(1100);
    expect(half).toBeGreaterThan(40);
    expect(half).toBeLessThan(75);
    glide.aim(0, 1100, 200);
    expect(glide.at(1100)).toBe(half);
    expect([glide.hasArrived(1299), glide.hasArrived(1300), glide.at(1300)]).toEqual([false, true, 0]);
  });

  it("draws parts of a ring with gaps, and whole ones without", () => {
    expect(arcPath(0, 0, 40)).toBe("");
    expect(arcPath(0, 0.003, 40)).toBe("");
    expect(arcPath(0, 1, 40)).toMatch(/Z$/);
    expect(arcPath(0, 0.75, 40)).toContain("A40 40 0 1 1");
    expect(arcPath(0, 0.25, 40)).toContain("A40 40 0 0 1");
  });
});
