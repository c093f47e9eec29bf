/** Registers reactions on the attendee's page. */
import { Reactions } from "./reactions";
import "./reactions.css";

// A guest may not follow them: they are for those who registered.
if (document.documentElement.hasAttribute("data-registered")) customElements.define("live-reactions", Reactions);
