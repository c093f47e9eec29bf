/** The report's pictures: each chart is given its poll, and how it stands, as the page has them. */
import { setLanguage } from "../../../live/frontend/i18n";
import type { PollRecord, Tally } from "../../../live/frontend/wire.gen";
import "../charts/define";
import { fitsDonut } from "../charts/model/chart";
import "./report.css";

interface Pictured {
  readonly poll: PollRecord;
  readonly tally: Tally;
}

/** On paper a ring of more parts is not read as easily as bars. */
const RING_MOST = 4;

setLanguage(document.documentElement.lang.startsWith("fr") ? "fr" : "en");
const known = JSON.parse(document.getElementById("poll-charts")?.textContent ?? "{}") as Readonly<Record<string, Pictured>>;
for (const place of document.querySelectorAll<HTMLElement>("[data-poll-chart]")) {
  const pictured = known[place.dataset["pollChart"] ?? ""];
  if (!pictured) continue;
  const chart = document.createElement("live-poll-chart");
  chart.poll = pictured.poll;
  chart.tally = pictured.tally;
  chart.view = fitsDonut(pictured.poll) && pictured.poll.options.length <= RING_MOST ? "donut" : "auto";
  place.append(chart);
  place.hidden = false;
}
