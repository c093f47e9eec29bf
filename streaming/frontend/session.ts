/** Keeps a stream playing: starts again after failures, and says whether there is a picture. */
import { ProgrammeClock } from "./clock";
import { play, type Playback, type Source } from "./playback";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** Players mend most stalls by themselves; one that lasts longer is started again. */
const STALLED_MS = 8_000;
const LOOK_EVERY_MS = 250;
const EDGE_MS = 5_000;

/** What a session tells its player. */
export interface SessionEvents {
  /** A frame is on screen, or will be with what this changes on the page. */
  frame(programmeMs: number): void;
  /** The same, at most four times a second. */
  programmeTime(programmeMs: number): void;
  /** Whether the picture moves has changed. */
  picture(moving: boolean): void;
  /** The browser wants a click before it plays. */
  blocked(): void;
  /** What was paused could not be kept, and plays. */
  released(): void;
}

/** One source in one video element, until `stop`. */
export class Session {
  private playback: Playback | undefined;
  private readonly clock: ProgrammeClock;
  private pauseMs = FIRST_PAUSE_MS;
  private again: ReturnType<typeof setTimeout> | undefined;
  private readonly looking: ReturnType<typeof setInterval>;
  private stopped = false;
  private moving = false;
  private held = false;
  private stillSince = performance.now();
  private told: number | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly source: Source,
    private readonly events: SessionEvents,
  ) {
    this.clock = new ProgrammeClock(video, () => this.playback?.startMs());
    this.clock.onFrame = (programmeMs) => {
      this.events.frame(programmeMs);
    };
    this.looking = setInterval(() => {
      this.look();
    }, LOOK_EVERY_MS);
    video.addEventListener("play", this.keepHeld);
    void this.start();
  }

  /** UTC milliseconds of the frame on screen. */
  get programmeMs(): number | undefined {
    return this.clock.now;
  }

  /** Whether a moment is in the window that can be shown. */
  has(programmeMs: number): boolean {
    const reach = this.playback?.reach();
    // What leaves the window next is gone before it plays.
    return reach !== undefined && programmeMs >= reach.fromMs + EDGE_MS && programmeMs <= reach.toMs;
  }

  /** Show an earlier moment. */
  seek(programmeMs: number): void {
    this.playback?.seek(programmeMs);
  }

  /** Keep the picture where it is; false while there is none to keep. */
  pause(): boolean {
    if (!this.playback) return false;
    this.held = true;
    this.video.pause();
    this.playback.stay();
    return true;
  }

  /** Let it go on from there; from live if that has left the window meanwhile. */
  resume(): void {
    this.held = false;
    this.stillSince = performance.now();
    const { now } = this.clock;
    if (now !== undefined && !this.has(now)) this.playback?.toLive();
    this.play();
  }

  /** Go to the newest picture: after a pause, or an earlier moment. */
  toLive(): void {
    this.playback?.toLive();
  }

  /** End it. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.again);
    clearInterval(this.looking);
    this.video.removeEventListener("play", this.keepHeld);
    this.clock.stop();
    this.playback?.stop();
    this.playback = undefined;
  }

  private async start(): Promise<void> {
    try {
      const playback = await play(this.video, this.source, (reason) => {
        this.startAgain(reason);
      });
      if (this.stopped) {
        playback.stop();
        return;
      }
      this.playback = playback;
      this.stillSince = performance.now();
    } catch (error) {
      this.startAgain(String(error));
    }
  }

  private startAgain(reason: string): void {
    if (this.stopped || this.again !== undefined) return;
    if (this.held) {
      this.held = false;
      this.events.released();
    }
    console.info(`player: starting again (${reason})`);
    this.playback?.stop();
    this.playback = undefined;
    // Full jitter: after an interruption everybody is here at once.
    this.again = setTimeout(
      () => {
        this.again = undefined;
        void this.start();
      },
      FIRST_PAUSE_MS / 2 + Math.random() * this.pauseMs,
    );
    this.pauseMs = Math.min(2 * this.pauseMs, LONGEST_PAUSE_MS);
  }

  private look(): void {
    this.clock.readUnseen();
    const moving = this.held || this.clock.isMoving;
    if (moving) {
      this.pauseMs = FIRST_PAUSE_MS;
      this.stillSince = performance.now();
      if (this.clock.now !== undefined && this.clock.now !== this.told) {
        this.told = this.clock.now;
        this.events.programmeTime(this.clock.now);
      }
    }
    if (moving !== this.moving) {
      this.moving = moving;
      this.events.picture(moving);
    }
    if (!this.playback || moving) return;
    if (this.video.paused && this.video.readyState >= 2) {
      this.stillSince = performance.now();
      this.play();
    } else if (performance.now() - this.stillSince > STALLED_MS) {
      this.stillSince = performance.now();
      this.startAgain("the picture stands still");
    }
  }

  /** Players start the picture by themselves, too, once they have loaded enough: what the viewer paused stays paused. */
  private readonly keepHeld = (): void => {
    if (this.held) this.video.pause();
  };

  private play(): void {
    this.video.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.events.blocked();
    });
  }
}
