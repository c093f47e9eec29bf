/** What plays a stream: one of two ways, alike to the player. */

/** A stream that is being played. */
export interface Playback {
  /** UTC milliseconds that the media's time zero means; undefined while that is not known. */
  startMs(): number | undefined;
  /** Seconds between the frame on screen and the newest that could be; undefined while that is not known. */
  behindS(): number | undefined;
  /** Go to the newest picture. */
  toLive(): void;
  /** The moments that can be shown, in UTC milliseconds; undefined while that is not known. */
  reach(): Reach | undefined;
  /** Show a moment of the window, and stay as far behind live from there on until `toLive`. */
  seek(programmeMs: number): void;
  /** Go on from the frame on screen, however far behind live, until `toLive`. */
  stay(): void;
  /** Stop, and let go of everything. */
  stop(): void;
}

/** What a player can show, in UTC milliseconds. */
export interface Reach {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where a stream is. */
export interface Source {
  readonly dash: string;
  readonly hls: string;
}

/** Told that playing cannot go on by itself. */
export type Failed = (reason: string) => void;

/** Play `source` in `video`: DASH in low latency where there is a MediaSource, else the system's own HLS (iPhone). */
export async function play(video: HTMLVideoElement, source: Source, failed: Failed): Promise<Playback> {
  if ("MediaSource" in window || "ManagedMediaSource" in window) {
    const { playDash } = await import("./dash");
    return playDash(video, source.dash, failed);
  }
  const { playHls } = await import("./hls");
  return playHls(video, source.hls, failed);
}
