/** What one did in polls, as an element of this page follows it. */
import type { ReactiveController } from "lit";
import type { LiveElement } from "../../../live/frontend/element";
import { myPolls, type MyPolls } from "./mine";

/** Its element renders after each change of the page's `MyPolls`. */
export class OwnPolls implements ReactiveController {
  private stop: () => void = () => undefined;

  constructor(private readonly host: LiveElement) {
    host.addController(this);
  }

  get mine(): MyPolls {
    return myPolls(this.host.live);
  }

  hostConnected(): void {
    this.stop = this.mine.subscribe(() => {
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.stop();
  }
}
