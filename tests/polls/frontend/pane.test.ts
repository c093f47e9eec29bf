/** How a poll stands on the crew's page, as bars or as a ring. */
import { render } from "lit";
import { afterEach, expect, it } from "vitest";
import "../../../polls/frontend/charts/define";
import type { PollChart } from "../../../polls/frontend/charts/poll-chart";
import { readKey } from "../../../polls/frontend/desk/keys";
import { standing, type Drawing } from "../../../polls/frontend/desk/pane";
import type { DeskPoll } from "../../../live/frontend/wire.gen";
import { desk, NOW } from "./made";

afterEach(() => {
  render(null, document.body);
});

async function drawn(of: DeskPoll, drawing: Drawing, draw: (drawing: Drawing) => void = () => undefined): Promise<string | undefined> {
  const tally = { ballots: 3, counts: { 1: 2, 2: 1 }, mean: null };
  render(standing(of, { tally, nowMs: NOW, present: null, languages: ["en"], language: "en", drawing, speak: () => undefined, draw }), document.body);
  const chart = document.querySelector<PollChart>("live-poll-chart");
  await chart?.updateComplete;
  return chart?.dataset["chart"];
}

it("offers a ring where one chooses one of a few", async () => {
  const chosen: Drawing[] = [];
  expect(await drawn(desk("open"), "bars", (drawing) => chosen.push(drawing))).toBe("choice");
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("[data-drawing]")];
  expect(buttons.map((each) => [each.textContent.trim(), each.getAttribute("aria-pressed")])).toEqual([["Bars", "true"], ["Donut", "false"]]);
  buttons[1]?.click();
  expect(chosen).toEqual(["donut"]);
  expect(await drawn(desk("open"), "donut")).toBe("donut");
  expect(readKey(new KeyboardEvent("keydown", { key: "g" }))).toEqual({ do: "drawing" });
});

it("draws what has none as it always does", async () => {
  expect(await drawn(desk("open", { kind: "several" }), "donut")).toBe("choice");
  expect(document.querySelector("[data-drawing]")).toBeNull();
});
