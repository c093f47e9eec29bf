/** Registers the polls' console. */
import { PollDesk } from "./poll-desk";
import "./desk.css";

customElements.define("live-poll-desk", PollDesk);
