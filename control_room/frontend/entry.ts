/** Registers what stands on the control page. */
import "../../live/frontend/base.css";
import { Connection } from "../../live/frontend/connection";
import { Control } from "./control";
import "./control.css";

customElements.define("live-connection", Connection);
customElements.define("live-control", Control);
