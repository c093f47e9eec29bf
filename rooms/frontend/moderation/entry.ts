/** Registers the chat's desk. */
import { ChatDesk } from "./chat-desk";
import "./chat-desk.css";

customElements.define("live-chat-desk", ChatDesk);
