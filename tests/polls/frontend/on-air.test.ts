/** A poll on air: how one answers in words, what there is to choose, and how results are drawn. */
import { render } from "lit";
import { afterEach, describe, expect, it } from "vitest";
import { setLanguage } from "../../../live/frontend/i18n";
import type { PollGraphic } from "../../../live/frontend/wire.gen";
import "../../../polls/frontend/charts/define";
import type { PollChart } from "../../../polls/frontend/charts/poll-chart";
import { plate } from "../../../polls/frontend/graphics/parts";
import { sayHow } from "../../../polls/frontend/graphics/words";
import { poll } from "./records";

const tally = { ballots: 3, counts: { 1: 2, 2: 1 }, mean: null };

async function drawn(graphic: PollGraphic, chart: "auto" | "donut" = "auto"): Promise<PollChart | null> {
  render(plate({ graphic, tally, phase: "on", isStill: true, chart }), document.body);
  const found = document.querySelector<PollChart>("live-poll-chart");
  await found?.updateComplete;
  return found;
}

afterEach(() => {
  setLanguage("en");
  render(null, document.body);
});

describe("sayHow", () => {
  const said = (min_choices: number, max_choices: number): string => sayHow(poll(1, { kind: "several", min_choices, max_choices }), String);

  it("says how many may, and how many must be chosen", () => {
    expect([said(1, 3), said(2, 3), said(2, 2), said(0, 1)]).toEqual(["Choose up to 3", "Choose 2 to 3", "Choose 2", "Choose one"]);
    setLanguage("fr");
    expect([said(1, 3), said(2, 3), said(2, 2), said(0, 1)]).toEqual(["Jusqu’à 3 choix", "De 2 à 3 choix", "2 choix", "Un seul choix"]);
  });
});

describe("the question", () => {
  it("has the pictures of what there is to choose", async () => {
    const image = { url: "/media/copper.webp", width: 720, height: 450 };
    const options = [
      { id: 1, text: { en: "Copper" }, image, alt: { en: "A car in copper" } },
      { id: 2, text: { en: "Slate" }, image: null, alt: {} },
    ];
    await drawn({ view: "question", poll: poll(1, { options }), leaders: [] });
    const pictures = [...document.querySelectorAll<HTMLImageElement>(".pg__options[data-pictures] img")];
    expect(pictures.map((each) => [each.getAttribute("src"), each.alt])).toEqual([["/media/copper.webp", "A car in copper"]]);
    await drawn({ view: "question", poll: poll(2), leaders: [] });
    expect(document.querySelector(".pg__options")?.hasAttribute("data-pictures")).toBe(false);
  });
});

describe("results", () => {
  it("are a ring where the address of the mixer says so and the kind has one", async () => {
    const of = (changes: Parameters<typeof poll>[1]): PollGraphic => ({ view: "results", poll: poll(1, changes), leaders: [] });
    expect((await drawn(of({}), "donut"))?.dataset["chart"]).toBe("donut");
    expect(document.querySelectorAll(".pc-legend li")).toHaveLength(4);
    expect((await drawn(of({})))?.dataset["chart"]).toBe("choice");
    for (const kind of ["several", "ranking", "rating"] as const) expect((await drawn(of({ kind }), "donut"))?.dataset["chart"]).not.toBe("donut");
    expect((await drawn({ ...of({}), view: "leaderboard" }, "donut"))?.dataset["chart"]).toBe("leaders");
  });
});
