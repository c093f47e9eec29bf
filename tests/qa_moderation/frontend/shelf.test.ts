import { expect, it } from "vitest";
import { countdownTo } from "../../../qa_moderation/frontend/set/countdown";
import { lineOf, type LineOptions } from "../../../qa_moderation/frontend/set/line";
import { scriptOf } from "../../../qa_moderation/frontend/set/script";
import { Shelf, shelve, shelfKey, unshelve } from "../../../qa_moderation/frontend/set/shelf";
import { FakeStorage } from "../../live/frontend/fakes";
import { question, setStateOf } from "./records";

const KEY = shelfKey(7, "c3");
const NOW_MS = Date.UTC(2026, 10, 25, 20);

it("finds the last state again, with its time and the server's clock", () => {
  const storage = new FakeStorage();
  const state = setStateOf(question(1, "on_air"), question(2, "on_deck"));
  shelve(storage, KEY, { state, atMs: NOW_MS + 300, skewMs: 200 });
  expect(unshelve(storage, KEY, NOW_MS + 60_000)).toEqual({ state, atMs: NOW_MS + 300, skewMs: 200 });
  expect(unshelve(storage, shelfKey(7, "c4"), NOW_MS)).toBeNull();
});

it("keeps neither notes nor upvotes nor more than ten of the finished", () => {
  const storage = new FakeStorage();
  const notes = [{ by: "Mo", at_ms: 1, text: "Not before ten" }];
  const finished = Array.from({ length: 30 }, (_, index) => question(index + 10, "answered", 3, { notes }));
  shelve(storage, KEY, { state: { ...setStateOf(question(1, "parked", 3, { notes }), ...finished), upvotes: { 1: 4 } }, atMs: NOW_MS, skewMs: 0 });
  const found = unshelve(storage, KEY, NOW_MS)?.state;
  expect(Object.keys(found?.questions ?? {})).toEqual(["1", ...Array.from({ length: 10 }, (_, index) => String(30 + index))]);
  expect(storage.getItem(KEY)).not.toContain("Not before ten");
  expect(found?.upvotes).toEqual({});
});

it.each([
  ["nothing", null],
  ["what is no JSON", "{"],
  ["what another version wrote", JSON.stringify({ state: { questions: {} }, atMs: NOW_MS, skewMs: 0 })],
  ["yesterday's", JSON.stringify({ state: setStateOf(), atMs: NOW_MS - 13 * 3_600_000, skewMs: 0 })],
])("does without %s", (_name, text) => {
  const storage = new FakeStorage();
  if (text !== null) storage.setItem(KEY, text);
  expect(unshelve(storage, KEY, NOW_MS)).toBeNull();
});

it("writes a change at once, and otherwise every ten seconds", () => {
  const storage = new FakeStorage();
  const shelf = new Shelf(KEY, storage);
  const state = setStateOf(question(1, "on_deck"));
  const kept = (): number | undefined => unshelve(storage, KEY, NOW_MS)?.atMs;
  shelf.keep({ state, atMs: NOW_MS, skewMs: 0 });
  shelf.keep({ state, atMs: NOW_MS + 9_000, skewMs: 0 });
  expect(kept()).toBe(NOW_MS);
  shelf.keep({ state: setStateOf(question(1, "on_air")), atMs: NOW_MS + 9_250, skewMs: 0 });
  expect(kept()).toBe(NOW_MS + 9_250);
});

it("is empty for good once it is closed", () => {
  const storage = new FakeStorage();
  const shelf = new Shelf(KEY, storage);
  shelf.keep({ state: setStateOf(question(1, "on_deck")), atMs: NOW_MS, skewMs: 0 });
  shelf.close();
  shelf.keep({ state: setStateOf(question(1, "on_air")), atMs: NOW_MS + 60_000, skewMs: 0 });
  expect(storage.items.size).toBe(0);
});

it("counts down by whole seconds, then up", () => {
  const at = (leftMs: number): string => Object.values(countdownTo(100_000, 100_000 - leftMs)).join(" ");
  expect([90_000, 89_999, 10_001, 10_000, 1, 0, -999, -1000, -61_000].map(at)).toEqual([
    "1:30 calm", "1:30 calm", "0:11 calm", "0:10 soon", "0:01 soon", "0:00 over", "0:00 over", "+0:01 over", "+1:01 over",
  ]);
});

it("knows joined letters and full squares", () => {
  expect(["Why?", "متى يبدأ التسليم؟", "מתי?", "いつ届きますか", "언제 오나요", "🚗🔋"].map(scriptOf)).toEqual([
    "other", "rtl", "rtl", "wide", "wide", "other",
  ]);
});

it("says what is wrong, the worst first", () => {
  const well: LineOptions = { status: "live", isLate: true, asOfMs: NOW_MS, nowMs: NOW_MS, complaint: "", presses: [], onDeck: 2 };
  const press = { action: "take", questionId: 1, version: 1, madeAtMs: NOW_MS } as const;
  expect(lineOf(well)).toEqual({ texts: ["2 on deck", "Connected"], tone: "" });
  expect(lineOf({ ...well, presses: [press] }).tone).toBe("");
  expect(lineOf({ ...well, presses: [press], nowMs: NOW_MS + 500 }).texts).toEqual(["Sending: Take the next"]);
  const away = lineOf({ ...well, status: "reconnecting", complaint: "Not done.", presses: [press, press, press, press] });
  expect(away.texts).toEqual(["Not done.", expect.stringMatching(/^No network\. As of \d\d:00:00\.$/), "Queued: Take the next, Take the next, Take the next +1"]);
  expect(lineOf({ ...well, status: "connecting", isLate: false }).tone).toBe("");
  expect(lineOf({ ...well, status: "connecting", asOfMs: null }).texts).toEqual(["No connection. Nothing is known yet."]);
});
