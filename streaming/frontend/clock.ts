/** Programme time: which moment of the programme is on screen. */

/** A frame counts as on screen for this long: longer, and the picture stands still. */
const STILL_MS = 1_500;

/**
 * Reads the programme time of the frame on screen.
 *
 * The media's timestamps are UTC seconds, so no clock of the viewer's is involved: with requestVideoFrameCallback the
 * error is within 20 ms (measured), without it within about 60 ms.
 */
export class ProgrammeClock {
  /** Called with the UTC milliseconds of each frame that is shown, before the page is painted with it. */
  onFrame: (programmeMs: number) => void = () => undefined;

  private lastFrameAt = Number.NEGATIVE_INFINITY;
  private mediaTimeS = 0;
  private programmeMs: number | undefined;
  private handle: number | undefined;

  /**
   * `startMs`: what media time zero means, in UTC milliseconds; 0 where the media's own timestamps are UTC, undefined
   * while that is not known.
   */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly startMs: () => number | undefined,
  ) {
    this.next();
  }

  /** UTC milliseconds of the frame on screen; undefined before the first. */
  get now(): number | undefined {
    return this.programmeMs;
  }

  /** Whether the picture moved just now. */
  get isMoving(): boolean {
    return performance.now() - this.lastFrameAt < STILL_MS;
  }

  /** A page that nobody sees is given no frames though it plays on: take the time from what is heard. */
  readUnseen(): void {
    if (document.hidden && !this.video.paused && !this.video.seeking) this.showIfNew();
  }

  /** Stop reading. */
  stop(): void {
    if (this.handle === undefined) return;
    if ("cancelVideoFrameCallback" in this.video) this.video.cancelVideoFrameCallback(this.handle);
    else cancelAnimationFrame(this.handle);
    this.handle = undefined;
  }

  private next(): void {
    if ("requestVideoFrameCallback" in this.video) {
      this.handle = this.video.requestVideoFrameCallback((_now, { mediaTime }) => {
        this.show(mediaTime);
        this.next();
      });
    } else {
      this.handle = requestAnimationFrame(() => {
        this.showIfNew();
        this.next();
      });
    }
  }

  private showIfNew(): void {
    const { currentTime } = this.video;
    if (currentTime > 0 && currentTime !== this.mediaTimeS) this.show(currentTime);
  }

  private show(mediaTimeS: number): void {
    this.lastFrameAt = performance.now();
    this.mediaTimeS = mediaTimeS;
    const startMs = this.startMs();
    if (startMs === undefined) return;
    this.programmeMs = mediaTimeS * 1_000 + startMs;
    this.onFrame(this.programmeMs);
  }
}
