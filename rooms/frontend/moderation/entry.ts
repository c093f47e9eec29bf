/** Registers the chat's desk, and the chat for the rest of the crew. */
import { ChatCrew } from "./chat-crew";
import { ChatDesk } from "./chat-desk";
import "./chat-desk.css";

customElements.define("live-chat-crew", ChatCrew);
customElements.define("live-chat-desk", ChatDesk);
