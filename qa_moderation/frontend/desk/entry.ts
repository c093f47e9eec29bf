/** Registers the moderation desk. */
import { Desk } from "./desk";
import "./desk.css";

customElements.define("live-desk", Desk);
