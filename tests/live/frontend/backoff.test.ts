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

  it.each([4429, 4503])("keeps away after %i for as long as its reason says, and a little more", (code) => {
    expect(pauseBefore(0, code, LEAST, "overloaded after_ms=7350")).toEqual({ delayMs: 7_350, imposed: true });
    expect(pauseBefore(0, code, MOST, "overloaded after_ms=7350")?.delayMs).toBeCloseTo(14_700, 0);
    expect(pauseBefore(0, code, MOST, "overloaded after_ms=60000")?.delayMs).toBeCloseTo(70_000, 0);
    expect(pauseBefore(0, code, LEAST, "overloaded")).toEqual(pauseBefore(0, code, LEAST));
  });

  it("reads a pause only where the server asks for one", () => {
    expect(pauseBefore(0, 1012, LEAST, "restart after_ms=7350")).toEqual({ delayMs: 0, imposed: false });
  });
});
