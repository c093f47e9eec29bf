import { afterEach, describe, expect, it, vi } from "vitest";
import { setLanguage } from "../../../live/frontend/i18n";
import type { CommandMessage } from "../../../live/frontend/messages";
import { usePage } from "../../../live/frontend/page";
import { SetDesk } from "../../../qa_moderation/frontend/set/set-desk";
import { shelfKey, shelve } from "../../../qa_moderation/frontend/set/shelf";
import { makeClient, type FakeSocket } from "../../live/frontend/fakes";
import { question, setStateOf } from "./records";

customElements.define("live-set-desk", SetDesk);
// The document of these tests loads no typefaces.
Object.defineProperty(document, "fonts", { value: Object.assign(new EventTarget(), { ready: Promise.resolve() }) });

afterEach(() => {
  document.body.innerHTML = "";
  localStorage.clear();
  setLanguage("en");
  usePage(null);
  vi.useRealTimers();
});

it("shows what was pressed from the press on, though its answer comes before the facts", async () => {
  const { live, connect } = makeClient();
  usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: ["host"] }, live });
  document.body.innerHTML = "<live-set-desk></live-set-desk>";
  const desk = document.body.firstElementChild as SetDesk;
  const socket = connect();
  const at = { topic: "set/1", epoch: "e1" };
  const tally = async (): Promise<string | null | undefined> => {
    await desk.updateComplete;
    return desk.querySelector(".s-tally")?.getAttribute("data-state");
  };
  const press = async (action: string): Promise<void> => {
    desk.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
    vi.advanceTimersByTime(600);
    await desk.updateComplete;
    const command = socket.sent.findLast(({ type }) => type === "command") as CommandMessage;
    expect(command.name).toBe(`set.${action}`);
    socket.says({ type: "ack", id: command.id, result: {} });
    await vi.advanceTimersByTimeAsync(0);
  };
  socket.says({ type: "snapshot", ...at, offset: 1, rev: 0, state: setStateOf(question(1, "on_deck"), question(2, "on_deck")) });
  expect(await tally()).toBe("idle");
  await press("take");
  expect(await tally()).toBe("air");
  // And so does what is pressed upon it.
  await press("answer");
  expect(await tally()).toBe("idle");
  expect(desk.querySelector(".s-question")?.textContent).toBe("Question 2");
  // What the topic says is the truth again: somebody else put it back on air meanwhile.
  socket.says({ type: "snapshot", ...at, offset: 4, rev: 0, state: setStateOf(question(1, "on_air", 6), question(2, "on_deck")) });
  expect(await tally()).toBe("air");
  expect(desk.querySelector(".s-question")?.textContent).toBe("Question 1");
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

describe("what is kept on the device", () => {
  const KEY = shelfKey(1, "a1");
  const at = { topic: "set/1", epoch: "e1" };
  const says = (socket: FakeSocket, offset: number, version: number): void => {
    socket.says({ type: "snapshot", ...at, offset, rev: 0, state: setStateOf(question(1, "on_deck", version)) });
  };

  async function open(): Promise<{ desk: SetDesk; socket: FakeSocket; form: HTMLFormElement }> {
    const { live, connect } = makeClient();
    usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: ["host"] }, live });
    document.body.innerHTML = '<live-set-desk></live-set-desk><form action="/accounts/logout/" method="post"></form>';
    const desk = document.body.firstElementChild as SetDesk;
    const socket = connect();
    says(socket, 1, 1);
    await desk.updateComplete;
    expect(localStorage.getItem(KEY)).not.toBeNull();
    return { desk, socket, form: document.body.lastElementChild as HTMLFormElement };
  }

  async function goOn(desk: SetDesk, socket: FakeSocket): Promise<void> {
    vi.advanceTimersByTime(20_000);
    says(socket, 2, 2);
    desk.requestUpdate();
    await desk.updateComplete;
    desk.querySelector<HTMLElement>('[data-action="take"]')?.click();
    await desk.updateComplete;
  }

  it("goes when somebody signs out on the page, and nothing is written until the next page is there", async () => {
    const { desk, socket, form } = await open();
    form.dispatchEvent(new Event("submit", { bubbles: true }));
    expect(localStorage.length).toBe(0);
    await goOn(desk, socket);
    expect(localStorage.length).toBe(0);
    expect(socket.sent.filter(({ type }) => type === "command")).toEqual([]);
  });

  it.each([4401, 4402, 4404])("goes when the ticket is not good any more (%s)", async (code) => {
    const { desk, socket } = await open();
    socket.drops(code);
    await desk.updateComplete;
    expect(localStorage.getItem(KEY)).toBeNull();
    await goOn(desk, socket);
    expect(localStorage.getItem(KEY)).toBeNull();
  });

  it.each([1006, 1012, 4408])("stays when the connection breaks (%s)", async (code) => {
    const { desk, socket } = await open();
    socket.drops(code);
    await desk.updateComplete;
    expect(localStorage.getItem(KEY)).not.toBeNull();
  });
});
