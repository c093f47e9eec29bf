/** Registers the chat on the attendee's page. */
import { Chat } from "./chat";
import { ChatWrite } from "./chat-write";
import "./chat.css";

// A guest may not follow the chat: the page shows them the door instead.
if (document.documentElement.hasAttribute("data-registered")) {
  customElements.define("live-chat", Chat);
  customElements.define("live-chat-write", ChatWrite);
}
