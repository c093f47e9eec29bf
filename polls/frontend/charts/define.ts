/** Registers the chart, for the entries of pages: two bundles of one page may both ask for it. */
import { PollChart } from "./poll-chart";
import "./charts.css";
import "./rows.css";
import "./donut.css";
import "./rating.css";
import "./columns.css";
import "./cloud.css";

if (!customElements.get("live-poll-chart")) customElements.define("live-poll-chart", PollChart);

declare global {
  interface HTMLElementTagNameMap {
    "live-poll-chart": PollChart;
  }
}
