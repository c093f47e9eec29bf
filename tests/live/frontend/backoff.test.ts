import { describe, expect, it } from "vitest";
import { pauseBefore } from "../../../live/frontend/backoff";

const LEAST = (): number => 0;
const MOST = (): number => 0.999_999;

describe("pauseBefore", () => {
  it("spreads each attempt over the whole of a window that doubles up to 15 s", () => {
    const windows = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => pauseBefore(attempt, 1006, MOST)?.delayMs ?? NaN);
    expect(windows.map(Math.round)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    expect(pauseBefore(6, 1006, LEAST)).toEqual({ delayMs: 0, imposed: false });
  });

  it.each([1000, 1001, 1005, 1006, 1011, 1012, 1013, 4408, 4999])("comes back after %i", (code) => {
    expect(pauseBefore(0, code, LEAST)).toEqual({ delayMs: 0, imposed: false });
  });

  it.each([1003, 1009, 4400, 4401, 4402, 4403, 4404])("does not come back after %i", (code) => {
    expect(pauseBefore(0, code, LEAST)).toBeNull();
  });

  it.each([
    [4429, 10_000],
    [4503, 5_000],
  ])("keeps away for at least as long as %i asks, and not all for the same time", (code, delayMs) => {
    expect(pauseBefore(0, code, LEAST)).toEqual({ delayMs, imposed: true });
    expect(pauseBefore(0, code, MOST)?.delayMs).toBeCloseTo(delayMs + 10_000, 0);
  });
});
