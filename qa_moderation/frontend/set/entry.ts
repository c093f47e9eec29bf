/** Registers what stands on the set's page. */
import "../../../live/frontend/base.css";
import { Connection } from "../../../live/frontend/connection";
import "../topics/set";
import { SetDesk } from "./set-desk";
import "./set.css";

customElements.define("live-connection", Connection);
customElements.define("live-set-desk", SetDesk);
