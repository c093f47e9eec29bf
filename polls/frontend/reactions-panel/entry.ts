/** Registers the panel of reactions, which stands under the control page. */
import { ReactionsPanel } from "./panel";
import "./panel.css";

customElements.define("live-reactions-panel", ReactionsPanel);
