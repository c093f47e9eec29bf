/** Keeps the phase that a page shows the one that the event is in. */
import type { Store } from "../../live/frontend/store";
import type { EventState } from "../../live/frontend/wire.gen";

export type Phase = EventState["phase"];

export interface PhaseFollowerOptions {
  readonly store: Store<EventState>;
  /** The phase that is on the page now. */
  readonly shown: Phase;
  /** Return the fragment of the current phase. Rejects when the server cannot be reached. */
  fetch(phase: Phase, sinceMs: number): Promise<Fragment>;
  show(fragment: Fragment): void | Promise<void>;
  random(): number;
  after(delayMs: number, action: () => void): () => void;
}

/** The inside of <main>, and the phase that it says it is of. */
export interface Fragment {
  readonly phase: string;
  readonly content: DocumentFragment;
}

/** All open pages ask within this time: a crowd of 10,000 is then 6,700 requests a second, and nobody waits long. */
export const SPREAD_MS = 1_500;
const RETRY_BASE_MS = 800;
const RETRY_CAP_MS = 15_000;

/**
 * Follows the event's topic from its facts as well as from snapshots after a reconnect.
 *
 * A fragment of another phase than expected is not shown: the event has moved again (its fact is on the way), or an
 * edge lags behind; both are asked again.
 */
export class PhaseFollower {
  private shown: Phase;
  private wanted: Phase;
  private attempt = 0;
  private cancel: () => void = () => undefined;
  private round = 0;

  constructor(private readonly options: PhaseFollowerOptions) {
    this.shown = this.wanted = options.shown;
    options.store.subscribe(() => {
      this.look();
    });
    this.look();
  }

  private look(): void {
    const phase = this.options.store.state?.phase;
    if (phase === undefined || phase === this.wanted) return;
    this.wanted = phase;
    this.attempt = 0;
    this.round += 1;
    this.cancel();
    if (phase === this.shown) return; // it went there and back before anything was shown
    this.askAfter(this.options.random() * SPREAD_MS);
  }

  private askAfter(delayMs: number): void {
    this.cancel = this.options.after(delayMs, () => {
      void this.ask(this.round);
    });
  }

  private async ask(round: number): Promise<void> {
    try {
      const fragment = await this.options.fetch(this.wanted, this.options.store.state?.phase_since_ms ?? 0);
      if (round !== this.round) return;
      if (fragment.phase !== this.wanted) throw new Error(`expected the phase ${this.wanted}, got ${fragment.phase}`);
      this.shown = this.wanted;
      await this.options.show(fragment);
    } catch (error) {
      if (round !== this.round) return;
      console.warn("live: the page of the new phase did not come; asking again", error);
      this.attempt += 1;
      const ceilingMs = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** this.attempt);
      this.askAfter(ceilingMs / 2 + (this.options.random() * ceilingMs) / 2);
    }
  }
}
