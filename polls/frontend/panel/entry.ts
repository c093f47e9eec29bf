/** Registers the panel of polls, which stands under the control page. */
import { PollsPanel } from "./polls-panel";
import "./panel.css";

customElements.define("live-polls-panel", PollsPanel);
