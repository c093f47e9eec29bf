import { afterEach, beforeEach, expect, it } from "vitest";
import { setLanguage } from "../../../../live/frontend/i18n";
import { usePage } from "../../../../live/frontend/page";
import type { LiveClient } from "../../../../live/frontend/client";
import type { Prompt } from "../../../../live/frontend/wire.gen";
import { SetPrompt } from "../../../../qa_moderation/frontend/desk/set-prompt";
import { FakeLive, NOW_MS, refusal } from "./made";

customElements.define("live-set-prompt", SetPrompt);

let live: FakeLive;

beforeEach(() => {
  live = new FakeLive();
  usePage({
    config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "c1", roles: ["director"] },
    live: Object.assign(live, { subscribe: () => () => undefined }) as unknown as LiveClient,
  });
});

afterEach(() => {
  document.body.innerHTML = "";
  setLanguage("en");
  usePage(null);
});

async function made(prompt: Partial<Prompt>): Promise<SetPrompt> {
  const element = new SetPrompt();
  element.feed = { slug: "main", name: "" };
  element.prompt = { version: 3, note: "", by: "", at_ms: null, countdown_until_ms: null, seen_at_ms: null, ...prompt };
  element.nowMs = NOW_MS;
  document.body.append(element);
  await element.updateComplete;
  return element;
}

async function submit(element: SetPrompt, note: string, minutes: string): Promise<void> {
  const field = element.querySelector<HTMLInputElement>("[name=note]");
  const select = element.querySelector<HTMLSelectElement>("[name=minutes]");
  if (field) field.value = note;
  if (select) select.value = minutes;
  element.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await Promise.resolve();
  await element.updateComplete;
}

it("a new note leaves the countdown that runs, a countdown the note", async () => {
  const element = await made({ note: "Slower", countdown_until_ms: NOW_MS + 60_000 });
  await submit(element, "Two more", "");
  expect(live.sent.at(-1)?.args).toEqual({ feed: "main", version: 3, note: "Two more" });
  await submit(element, "", "5");
  expect(live.sent.at(-1)?.args).toEqual({ feed: "main", version: 3, countdown_until_ms: NOW_MS + 300_000 });
  await submit(element, "Two more", "1");
  expect(live.sent.at(-1)?.args).toEqual({ feed: "main", version: 3, note: "Two more", countdown_until_ms: NOW_MS + 60_000 });
});

it("what was done empties the form, and leaves what was written meanwhile", async () => {
  const element = await made({});
  const field = element.querySelector<HTMLInputElement>("[name=note]");
  const select = element.querySelector<HTMLSelectElement>("[name=minutes]");
  await submit(element, "Two more", "5");
  expect([field?.value, select?.value]).toEqual(["", ""]);
  live.answer = () => {
    if (field) field.value = "And the wi";
    return { ok: true, result: {} };
  };
  await submit(element, "Two more", "5");
  expect([field?.value, select?.value]).toEqual(["And the wi", ""]);
});

it("each is taken away without the other", async () => {
  const element = await made({ note: "Slower", countdown_until_ms: NOW_MS + 60_000 });
  element.querySelector<HTMLElement>("[aria-label='Take the note away']")?.click();
  expect(live.sent.at(-1)?.args).toEqual({ feed: "main", version: 3, note: "" });
  element.querySelector<HTMLElement>("[aria-label='Stop the countdown']")?.click();
  expect(live.sent.at(-1)?.args).toEqual({ feed: "main", version: 3, countdown_until_ms: null });
});

it.each([
  ["en", "Mona Keller wrote meanwhile"],
  ["fr", "Mona Keller a écrit entre-temps"],
] as const)("says who wrote meanwhile, and keeps what is typed (%s)", async (language, words) => {
  setLanguage(language);
  const element = await made({});
  live.answer = () => refusal("qa.prompt_stale", { prompt: {}, changed_by: "Mona Keller" });
  await submit(element, "Two more", "");
  expect(element.querySelector("[role=alert]")?.textContent).toContain(words);
  expect(element.querySelector<HTMLInputElement>("[name=note]")?.value).toBe("Two more");
});
