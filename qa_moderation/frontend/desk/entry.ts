/** Registers the moderation desk. */
import { DeskCompose } from "./compose";
import { Desk } from "./desk";
import { DeskList } from "./list-editor";
import { MergeForm } from "./merge-form";
import { SetPrompt } from "./set-prompt";
import "./desk.css";
import "./head.css";
import "./foot.css";
import "./sizes.css";
import "./row.css";
import "./pane.css";
import "./tools.css";

customElements.define("live-set-prompt", SetPrompt);
customElements.define("live-merge-form", MergeForm);
customElements.define("live-desk-compose", DeskCompose);
customElements.define("live-desk-list", DeskList);
customElements.define("live-desk", Desk);
