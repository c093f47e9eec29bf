/** Registers the polls' console. */
import "../charts/define";
import { PollDesk } from "./poll-desk";
import "./desk.css";

customElements.define("live-poll-desk", PollDesk);
