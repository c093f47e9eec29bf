import { expect, it } from "vitest";
import { remaining } from "../../../events/frontend/remaining";

it("splits into days, hours, minutes and seconds", () => {
  expect(remaining(((12 * 24 + 4) * 3600 + 33 * 60 + 7) * 1000)).toEqual({ days: 12, hours: 4, minutes: 33, seconds: 7 });
});

it("counts a second that has begun, and stays at nothing afterwards", () => {
  expect(remaining(1)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 1 });
  expect(remaining(-5000)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
});
