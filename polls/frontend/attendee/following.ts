/** The polls of a room as an element of this page follows them. */
import type { ReactiveController } from "lit";
import type { LiveElement } from "../../../live/frontend/element";
import type { Store } from "../../../live/frontend/store";
import type { PollRecord, PollsState } from "../../../live/frontend/wire.gen";
import "../topics/polls";
import type { MyPolls } from "./mine";
import { OwnPolls } from "./own-polls";

/** Follows `polls/<event>/<room>`, and asks what those of a placement are to oneself. Its element renders after each change. */
export class FollowedPolls implements ReactiveController {
  private readonly store: Store<PollsState>;
  private readonly own: OwnPolls;
  private stop: () => void = () => undefined;
  /** Since when this page knows what happens, by the server's clock. */
  private sinceMs: number | null = null;

  constructor(
    private readonly host: LiveElement,
    private readonly placement: PollRecord["placement"],
    room = "stage",
  ) {
    this.store = host.follow(`polls/${host.config.event_id}/${room}`);
    this.own = new OwnPolls(host);
    host.addController(this);
  }

  get state(): PollsState | undefined {
    return this.store.state;
  }

  get mine(): MyPolls {
    return this.own.mine;
  }

  hostConnected(): void {
    this.meet(new Set());
    this.stop = this.store.subscribe(({ facts }) => {
      // A snapshot may be older than the page, and the facts since then come with it.
      const isNew = (atMs: number): boolean => this.sinceMs !== null && atMs >= this.sinceMs;
      const opened = facts.filter(({ kind, at_ms }) => kind === "PollOpened" && isNew(at_ms));
      this.meet(new Set(opened.map(({ data }) => (data as { poll: PollRecord }).poll.id)));
    });
  }

  hostDisconnected(): void {
    this.stop();
  }

  private meet(fresh: ReadonlySet<number>): void {
    if (!this.state) return;
    this.sinceMs ??= this.host.live.serverNowMs;
    this.mine.meet(this.state.polls, fresh, this.placement);
  }
}
