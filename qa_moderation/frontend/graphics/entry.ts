/** Registers the graphics, and keeps their page's ticket young. */
import "../../../live/frontend/fonts.css";
import "../../../live/frontend/tokens.css";
import { browserEnvironment } from "../../../live/frontend/environment";
import { currentPage } from "../../../live/frontend/page";
import { Graphics } from "./graphics";
import "./graphics.css";

/** The crew sees by it that the page is open, and a break finds a ticket that is still good. */
const RENEW_MS = 60_000;

customElements.define("live-graphics", Graphics);

const { visit_url: visit } = currentPage().config;
if (visit) {
  const { post } = browserEnvironment();
  setInterval(() => void post(visit), RENEW_MS);
}
