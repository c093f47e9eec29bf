/** Registers the elements of the attendee's page that belong to the event, and starts the page. */
import { Connection } from "../../live/frontend/connection";
import { Time } from "../../live/frontend/time";
import { Countdown } from "./countdown";
import { startPage } from "./page";
import { Presence } from "./presence";
import { Stage } from "./stage";
import "../../live/frontend/base.css";
import "./css/page.css";

customElements.define("live-connection", Connection);
customElements.define("live-time", Time);
customElements.define("live-countdown", Countdown);
customElements.define("live-presence", Presence);
customElements.define("live-stage", Stage);

startPage();
