/** A poll as an attendee sees it, with nobody but oneself to answer it. */
import { server } from "./page";
import { Preview } from "./preview";
import "./preview.css";

Preview.server = server;
customElements.define("live-poll-preview", Preview);
// Not with the other imports: a bundle that pages share runs first, and elements ask for their page when they are made.
void import("../attendee/entry");
