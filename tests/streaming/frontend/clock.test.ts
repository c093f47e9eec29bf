import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProgrammeClock } from "../../../streaming/frontend/clock";

/** What a clock wants of a video element. */
class FakeVideo {
  paused = false;
  seeking = false;
  currentTime = 0;
  private callback: VideoFrameRequestCallback | undefined;

  requestVideoFrameCallback = (callback: VideoFrameRequestCallback): number => {
    this.callback = callback;
    return 1;
  };

  cancelVideoFrameCallback = (): void => {
    this.callback = undefined;
  };

  /** Present a frame. */
  presents(mediaTime: number): void {
    this.currentTime = mediaTime;
    this.callback?.(0, { mediaTime } as VideoFrameCallbackMetadata);
  }
}

let video: FakeVideo;
let startMs: number | undefined;
let clock: ProgrammeClock;
let frames: number[];

beforeEach(() => {
  vi.useFakeTimers();
  video = new FakeVideo();
  startMs = 0;
  clock = new ProgrammeClock(video as unknown as HTMLVideoElement, () => startMs);
  frames = [];
  clock.onFrame = (ms) => frames.push(ms);
});

afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

function hides(hidden: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
}

describe("ProgrammeClock", () => {
  it("tells of each frame that is presented, in UTC milliseconds", () => {
    video.presents(1_790_000_000.04);
    video.presents(1_790_000_000.08);
    expect(frames).toEqual([1_790_000_000_040, 1_790_000_000_080]);
    expect(clock.now).toBe(1_790_000_000_080);
    clock.stop();
    video.presents(1_790_000_000.12);
    expect(frames).toHaveLength(2);
  });

  it("adds where the media's time begins, and is silent while that is not known", () => {
    startMs = undefined;
    video.presents(3);
    expect([clock.now, clock.isMoving, frames]).toEqual([undefined, true, []]);
    startMs = 1_790_000_000_000;
    video.presents(3.04);
    expect(frames).toEqual([1_790_000_003_040]);
  });

  it("says after a while that the picture stands still", () => {
    expect(clock.isMoving).toBe(false);
    video.presents(5);
    vi.advanceTimersByTime(1_499);
    expect(clock.isMoving).toBe(true);
    vi.advanceTimersByTime(1);
    expect(clock.isMoving).toBe(false);
  });

  it("goes on by what is heard in a page that nobody sees", () => {
    video.presents(5);
    hides(true);
    vi.advanceTimersByTime(2_000);
    video.currentTime = 7;
    clock.readUnseen();
    expect([frames, clock.isMoving]).toEqual([[5_000, 7_000], true]);
    vi.advanceTimersByTime(2_000);
    clock.readUnseen();
    expect(frames).toEqual([5_000, 7_000]);
    expect(clock.isMoving).toBe(false);
  });

  it("waits for frames where the page is seen, and for none in a pause or a seek", () => {
    video.presents(5);
    video.currentTime = 6;
    hides(false);
    clock.readUnseen();
    hides(true);
    video.seeking = true;
    clock.readUnseen();
    video.seeking = false;
    video.paused = true;
    clock.readUnseen();
    expect(frames).toEqual([5_000]);
  });
});
