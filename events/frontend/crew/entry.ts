/** The bar of every console; each console has a bundle of its own beside this one. */
import { CrewStatus } from "./crew-status";
import { Phase } from "./phase";

customElements.define("live-phase", Phase);
customElements.define("live-crew-status", CrewStatus);
