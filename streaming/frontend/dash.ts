/** Low-latency DASH by rx-player; loaded after the page has painted. */
import RxPlayer from "rx-player/minimal";
import { DASH } from "rx-player/features";
import type { Failed, Playback } from "./playback";

RxPlayer.addFeatures([DASH]);

/** Stable on two busy cores; what is nearer to live stalls when the machine is. */
const TARGET_S = 2;
/** Further behind than this, one seek is less of a disturbance than a minute of haste. */
const LOST_S = 8;
/** Music may not be heard to hurry: within 5% it is not. */
const MOST_HASTE = 0.05;
const LOOK_EVERY_MS = 500;

/** Play the manifest at `url`, close to live. */
export function playDash(video: HTMLVideoElement, url: string, failed: Failed): Playback {
  const player = new RxPlayer({ videoElement: video });
  player.addEventListener("error", (error) => {
    failed(error instanceof Error ? error.message : String(error));
  });
  player.loadVideo({
    url,
    transport: "dash",
    lowLatencyMode: true,
    autoPlay: true,
    startAt: { fromLastPosition: -TARGET_S },
    requestConfig: { segment: { maxRetry: 6 }, manifest: { maxRetry: 6 } },
  });
  const behindS = (): number | undefined => {
    const newest = player.getMaximumPosition();
    return newest === null || video.readyState === 0 ? undefined : newest - player.getPosition();
  };
  // Somebody looks at an earlier moment: pacing leaves them there.
  let isBehindByWish = false;
  const toLive = (): void => {
    isBehindByWish = false;
    const newest = player.getMaximumPosition();
    if (newest !== null) player.seekTo({ position: newest - TARGET_S });
  };
  const stay = (): void => {
    isBehindByWish = true;
    player.setPlaybackRate(1);
  };
  const pacing = setInterval(() => {
    const behind = behindS();
    if (behind === undefined || video.paused || isBehindByWish) return;
    if (behind > LOST_S) {
      toLive();
      return;
    }
    const error = behind - TARGET_S;
    // A tenth of the error: a second too far behind is made good in ten, and nothing overshoots.
    const rate = Math.abs(error) < 0.1 ? 1 : 1 + Math.max(-MOST_HASTE, Math.min(MOST_HASTE, 0.1 * error));
    if (Math.abs(player.getPlaybackRate() - rate) > 0.004) player.setPlaybackRate(rate);
  }, LOOK_EVERY_MS);
  return {
    startMs: () => 0,
    behindS,
    toLive,
    reach() {
      const [oldest, newest] = [player.getMinimumPosition(), player.getMaximumPosition()];
      return oldest === null || newest === null ? undefined : { fromMs: oldest * 1_000, toMs: newest * 1_000 };
    },
    seek(programmeMs): void {
      stay();
      player.seekTo({ position: programmeMs / 1_000 });
    },
    stay,
    stop(): void {
      clearInterval(pacing);
      player.dispose();
    },
  };
}
