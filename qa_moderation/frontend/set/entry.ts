/** Registers what stands on the set's page, and has the page kept for breaks of the network. */
import "../../../live/frontend/base.css";
import { Connection } from "../../../live/frontend/connection";
import { currentPage } from "../../../live/frontend/page";
import "../topics/set";
import { SetDesk } from "./set-desk";
import { shelter } from "./shelter";
import "./set.css";
import "./director.css";
import "./question.css";
import "./next.css";
import "./shelf.css";
import "./press.css";
import "./sizes.css";

customElements.define("live-connection", Connection);
customElements.define("live-set-desk", SetDesk);

const { worker } = currentPage().config;
void shelter(typeof worker === "string" ? worker : "");
