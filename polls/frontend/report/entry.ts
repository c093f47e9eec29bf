/** The report's pictures: each chart is given its poll, and how it stands, as the page has them. */
import { setLanguage } from "../../../live/frontend/i18n";
import type { PollRecord, Tally } from "../../../live/frontend/wire.gen";
import "../charts/define";
import "./report.css";

interface Pictured {
  readonly poll: PollRecord;
  readonly tally: Tally;
}

setLanguage(document.documentElement.lang.startsWith("fr") ? "fr" : "en");
const known = JSON.parse(document.getElementById("poll-charts")?.textContent ?? "{}") as Readonly<Record<string, Pictured>>;
for (const place of document.querySelectorAll<HTMLElement>("[data-poll-chart]")) {
  const pictured = known[place.dataset["pollChart"] ?? ""];
  if (!pictured) continue;
  const chart = document.createElement("live-poll-chart");
  chart.poll = pictured.poll;
  chart.tally = pictured.tally;
  place.append(chart);
  place.hidden = false;
}
