/** Registers the graphics, and keeps their page's ticket young. */
import "../../../live/frontend/fonts.css";
import "../../../live/frontend/tokens.css";
import "../../../live/frontend/on-air/page.css";
import { keepTicketYoung } from "../../../live/frontend/on-air/renewal";
import { Graphics } from "./graphics";
import "./graphics.css";

customElements.define("live-graphics", Graphics);

keepTicketYoung();
