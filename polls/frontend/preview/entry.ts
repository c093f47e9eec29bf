/** A poll as an attendee sees it, with nobody but oneself to answer it. */
import { server } from "./page";
import "../attendee/entry";
import { Preview } from "./preview";
import "./preview.css";

Preview.server = server;
customElements.define("live-poll-preview", Preview);
