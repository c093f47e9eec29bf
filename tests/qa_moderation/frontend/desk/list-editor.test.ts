import { afterEach, expect, it } from "vitest";
import { setLanguage } from "../../../../live/frontend/i18n";
import { usePage } from "../../../../live/frontend/page";
import type { LiveClient } from "../../../../live/frontend/client";
import { DeskList } from "../../../../qa_moderation/frontend/desk/list-editor";
import { FakeLive, refusal } from "./made";

customElements.define("live-desk-list", DeskList);

afterEach(() => {
  document.body.innerHTML = "";
  setLanguage("en");
  usePage(null);
});

function names(list: DeskList): string[] {
  return [...list.querySelectorAll<HTMLInputElement>(".d-field")].map(({ value }) => value);
}

it.each([
  ["en", "Mona Keller changed this list meanwhile.", "Go on from the new list"],
  ["fr", "Mona Keller a changé cette liste entre-temps.", "Repartir de la nouvelle liste"],
] as const)("keeps what was typed when another changed the list, and goes on from theirs (%s)", async (language, words, button) => {
  const live = new FakeLive();
  setLanguage(language);
  usePage({
    config: { event_id: 1, slug: "e", socket: "", language, subject: "c1", roles: ["moderator"] },
    live: Object.assign(live, { subscribe: () => () => undefined }) as unknown as LiveClient,
  });
  document.body.innerHTML = "<live-desk-list></live-desk-list>";
  const list = document.body.firstElementChild as DeskList;
  list.open([{ id: 1, name: "Range", colour: "#112233" }], 3);
  list.rows = [...list.rows, { id: null, slug: null, name: "Price", colour: "#445566" }];
  await list.updateComplete;
  live.answer = () => refusal("qa.list_stale", { themes: [{ id: 2, name: "Design", colour: "#778899" }], version: 5, changed_by: "Mona Keller" });
  const submit = async (): Promise<void> => {
    list.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    await Promise.resolve();
    await Promise.resolve();
    await list.updateComplete;
  };
  await submit();
  expect(live.sent.at(-1)?.args["seen"]).toBe(3);
  expect(names(list)).toEqual(["Range", "Price"]);
  expect(list.querySelector("[role=alert]")?.textContent).toContain(words);
  const goOn = list.querySelector<HTMLElement>("[data-news]");
  expect(goOn?.textContent).toContain(button);
  goOn?.click();
  await list.updateComplete;
  expect(names(list)).toEqual(["Design", "Price"]);
  expect(list.querySelector("[role=alert]")).toBeNull();
  live.answer = () => ({ ok: true, result: {} });
  await submit();
  expect(live.sent.at(-1)?.args).toMatchObject({ seen: 5, themes: [{ id: 2, name: "Design" }, { id: null, name: "Price" }] });
});
