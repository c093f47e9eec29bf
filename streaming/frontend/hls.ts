/** HLS by the system's own player: where there is no MediaSource (iPhone). */
import type { Failed, Playback } from "./playback";

/** What Safari adds to a media element: the date of media time zero, from EXT-X-PROGRAM-DATE-TIME. */
interface DatedVideo extends HTMLVideoElement {
  getStartDate?(): Date;
}

/** Play the playlist at `url`. */
export function playHls(video: DatedVideo, url: string, failed: Failed): Playback {
  const onError = (): void => {
    failed(video.error?.message ?? "HLS");
  };
  video.addEventListener("error", onError);
  video.src = url;
  video.autoplay = true;
  video.load();
  const newestS = (): number | undefined =>
    video.seekable.length > 0 ? video.seekable.end(video.seekable.length - 1) : undefined;
  const startMs = (): number | undefined => {
    const date = video.getStartDate?.().getTime();
    // Not a number until Safari has read a playlist with a date.
    return date !== undefined && Number.isFinite(date) ? date : undefined;
  };
  return {
    startMs,
    behindS(): number | undefined {
      const newest = newestS();
      return newest === undefined ? undefined : newest - video.currentTime;
    },
    toLive(): void {
      const newest = newestS();
      if (newest !== undefined) video.currentTime = newest;
    },
    reach() {
      const [newest, zeroMs] = [newestS(), startMs()];
      if (newest === undefined || zeroMs === undefined) return undefined;
      return { fromMs: video.seekable.start(0) * 1_000 + zeroMs, toMs: newest * 1_000 + zeroMs };
    },
    seek(programmeMs): void {
      video.currentTime = (programmeMs - (startMs() ?? 0)) / 1_000;
    },
    // Nothing hurries the system's player.
    stay: () => undefined,
    stop(): void {
      video.removeEventListener("error", onError);
      video.removeAttribute("src");
      video.load();
    },
  };
}
