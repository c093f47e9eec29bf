import { beforeEach, describe, expect, it, vi } from "vitest";
import { PATIENCE_MS, Playhead, UNEVEN_MS } from "../../../live/frontend/playhead";

const AT = 1_790_000_000_000;

let head: Playhead;

beforeEach(() => {
  vi.useFakeTimers();
  head = new Playhead();
  return () => vi.useRealTimers();
});

function now(): [string, number | undefined] {
  return [head.state, head.nowMs];
}

describe("Playhead", () => {
  it("has no time where there is no picture, and the frame's where there is one", () => {
    expect(now()).toEqual(["none", undefined]);
    head.expect();
    expect(now()).toEqual(["coming", undefined]);
    head.show(AT + 0.4);
    expect(now()).toEqual(["moving", AT]);
    head.leave();
    expect(now()).toEqual(["none", undefined]);
  });

  it("gives up a picture that does not come, and takes it when it comes after all", () => {
    head.expect();
    vi.advanceTimersByTime(PATIENCE_MS - 1);
    expect(now()).toEqual(["coming", undefined]);
    vi.advanceTimersByTime(1);
    expect(now()).toEqual(["none", undefined]);
    head.show(AT);
    expect(now()).toEqual(["moving", AT]);
  });

  it("stays at the last frame while the picture stands still, and loses it after a while", () => {
    head.show(AT);
    vi.advanceTimersByTime(4_000);
    head.show(AT + 40);
    vi.advanceTimersByTime(PATIENCE_MS - 1);
    expect(now()).toEqual(["moving", AT + 40]);
    vi.advanceTimersByTime(1);
    expect(now()).toEqual(["none", undefined]);
  });

  it("stays for as long as the viewer pauses, wherever they seek, and has patience again afterwards", () => {
    head.show(AT);
    head.pause();
    vi.advanceTimersByTime(100 * PATIENCE_MS);
    expect(now()).toEqual(["paused", AT]);
    head.show(AT - 5_000);
    vi.advanceTimersByTime(100 * PATIENCE_MS);
    expect(now()).toEqual(["paused", AT - 5_000]);
    head.resume();
    vi.advanceTimersByTime(PATIENCE_MS - 1);
    expect(now()).toEqual(["moving", AT - 5_000]);
    vi.advanceTimersByTime(1);
    expect(now()).toEqual(["none", undefined]);
  });

  it("does not go back by an unevenness, but with a seek", () => {
    head.show(AT);
    head.show(AT - UNEVEN_MS + 1);
    expect(head.nowMs).toBe(AT);
    head.show(AT + 40);
    expect(head.nowMs).toBe(AT + 40);
    head.show(AT + 40 - UNEVEN_MS);
    expect(head.nowMs).toBe(AT + 40 - UNEVEN_MS);
  });

  it("cannot be paused without a picture, and expects none where it has one", () => {
    head.pause();
    expect(now()).toEqual(["none", undefined]);
    head.show(AT);
    head.expect();
    head.resume();
    expect(now()).toEqual(["moving", AT]);
  });

  it("tells of each frame and each change, and of nothing that changes nothing", () => {
    const told = vi.fn();
    const stop = head.subscribe(told);
    head.leave();
    head.resume();
    expect(told).not.toHaveBeenCalled();
    head.expect();
    head.show(AT);
    head.show(AT + 40);
    head.pause();
    head.resume();
    head.leave();
    expect(told).toHaveBeenCalledTimes(6);
    stop();
    head.show(AT);
    expect(told).toHaveBeenCalledTimes(6);
  });

  it("keeps one timer, however many frames come", () => {
    for (let frame = 0; frame < 50; frame++) head.show(AT + 40 * frame);
    expect(vi.getTimerCount()).toBe(1);
    head.pause();
    expect(vi.getTimerCount()).toBe(0);
  });
});
