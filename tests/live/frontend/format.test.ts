import { afterEach, describe, expect, it } from "vitest";
import {
  formatCompact,
  formatDuration,
  formatMoment,
  formatNumber,
  formatRelative,
} from "../../../live/frontend/format";
import { setLanguage } from "../../../live/frontend/i18n";

afterEach(() => {
  setLanguage("en");
});

const NOW = Date.UTC(2026, 10, 21, 19, 30);

describe("formats", () => {
  it.each([
    [NOW - 3_000, "now", "maintenant"],
    [NOW - 45_000, "45 seconds ago", "il y a 45 secondes"],
    [NOW - 150_000, "2 minutes ago", "il y a 2 minutes"],
    [NOW + 3 * 3_600_000, "in 3 hours", "dans 3 heures"],
    [NOW + 24 * 3_600_000, "tomorrow", "demain"],
  ])("tell how far %i is", (atMs, english, french) => {
    expect(formatRelative(atMs, NOW)).toBe(english);
    setLanguage("fr");
    expect(formatRelative(atMs, NOW)).toBe(french);
  });

  it("tell a moment with the day and the zone", () => {
    setLanguage("fr");
    expect(formatMoment(NOW)).toMatch(/^\p{L}+ 2[12] novembre à \d{2}:30 .+$/u);
  });

  it("write numbers and durations", () => {
    expect(formatNumber(12_400)).toBe("12,400");
    expect(formatCompact(12_400)).toBe("12.4K");
    expect([0, 245_000, 3_845_900, -5].map(formatDuration)).toEqual(["0:00", "4:05", "1:04:05", "0:00"]);
  });
});
