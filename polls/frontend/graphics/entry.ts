/** Registers the graphics of polls, and keeps their page's ticket young. */
import "../../../live/frontend/fonts.css";
import "../../../live/frontend/tokens.css";
import "../../../live/frontend/on-air/page.css";
import { keepTicketYoung } from "../../../live/frontend/on-air/renewal";
import "../charts/define";
import { PollGraphics } from "./poll-graphics";
import "./poll-graphics.css";

customElements.define("live-poll-graphics", PollGraphics);

keepTicketYoung();
