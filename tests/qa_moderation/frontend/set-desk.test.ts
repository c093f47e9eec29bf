import { afterEach, expect, it, vi } from "vitest";
import { setLanguage } from "../../../live/frontend/i18n";
import { usePage } from "../../../live/frontend/page";
import { SetDesk } from "../../../qa_moderation/frontend/set/set-desk";
import { shelfKey, shelve } from "../../../qa_moderation/frontend/set/shelf";
import { makeClient } from "../../live/frontend/fakes";
import { question, setStateOf } from "./records";

customElements.define("live-set-desk", SetDesk);
// The document of these tests loads no typefaces.
Object.defineProperty(document, "fonts", { value: { ready: Promise.resolve() } });

afterEach(() => {
  document.body.innerHTML = "";
  localStorage.clear();
  setLanguage("en");
  usePage(null);
  vi.useRealTimers();
});

it.each([
  ["en", "Not done. Too many presses wait already: wait for the network."],
  ["fr", "Non fait. Trop d’appuis attendent déjà : attendez le réseau."],
] as const)("says in words that a press too many was not taken (%s)", async (language, words) => {
  const { live } = makeClient();
  setLanguage(language);
  usePage({ config: { event_id: 1, slug: "e", socket: "", language, subject: "c1", roles: ["host"] }, live });
  const state = setStateOf(question(1, "on_deck"), question(2, "on_deck"));
  shelve(localStorage, shelfKey(1, live.subject), { state, atMs: Date.now(), skewMs: 0 });
  for (let count = 0; count < 50; count++) void live.command("set.see", { feed: "main", version: count });
  document.body.innerHTML = "<live-set-desk></live-set-desk>";
  const desk = document.body.firstElementChild as SetDesk;
  await desk.updateComplete;
  desk.querySelector<HTMLElement>('[data-action="take"]')?.click();
  await vi.waitFor(() => {
    expect(desk.querySelector(".s-line")?.textContent).toContain(words);
  });
  expect(desk.querySelector(".s-line")?.getAttribute("data-tone")).toBe("warn");
  // The question is where it was: nothing is on its way.
  expect(desk.querySelector(".s-tally")?.getAttribute("data-state")).toBe("idle");
});
