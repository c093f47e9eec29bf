/** Registers the stream's elements. */
import { Player } from "./player";
import "./topic";

customElements.define("live-player", Player);
