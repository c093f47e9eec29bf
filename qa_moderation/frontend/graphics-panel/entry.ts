/** Registers the panel of graphics, which stands under the desk and under the control page. */
import { GraphicsPanel } from "./panel";
import "./panel.css";

customElements.define("live-graphics-panel", GraphicsPanel);
