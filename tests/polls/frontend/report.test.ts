/** The studio's report: one choice of a few is a ring, everything else as its kind is drawn. */
import { expect, it, vi } from "vitest";
import type { PollChart } from "../../../polls/frontend/charts/poll-chart";
import { poll } from "./records";

it("draws each poll that it has, one choice of up to four as a ring", async () => {
  const five = [1, 2, 3, 4, 5].map((id) => ({ id, text: { en: String(id) }, image: null, alt: {} }));
  const polls = [poll(1), poll(2, { options: five }), poll(3, { kind: "several" }), poll(4, { kind: "rating" })];
  const known = Object.fromEntries(polls.map((each) => [each.id, { poll: each, tally: { ballots: 1, counts: { 1: 1 }, mean: 1 } }]));
  const data = document.createElement("script");
  Object.assign(data, { id: "poll-charts", type: "application/json", textContent: JSON.stringify(known) });
  const places = [1, 2, 3, 4, 9].map((id) => {
    const place = document.createElement("div");
    place.hidden = true;
    place.dataset["pollChart"] = String(id);
    return place;
  });
  document.body.append(data, ...places);
  await import("../../../polls/frontend/report/entry");
  await vi.waitFor(() => {
    expect(places.map((place) => place.querySelector<PollChart>("live-poll-chart")?.dataset["chart"])).toEqual(["donut", "choice", "choice", "rating", undefined]);
  });
  expect(places.map(({ hidden }) => hidden)).toEqual([false, false, false, false, true]);
});
