/** What stands beside the messages of the chat's desk. */
import { render } from "lit";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ChatWord } from "../../../live/frontend/wire.gen";
import { side } from "../../../rooms/frontend/moderation/side";
import { deskOf } from "./made";

let isDone = true;
let meanwhile: () => void = () => undefined;
let sent: ChatWord[][] = [];

beforeEach(() => {
  isDone = true;
  meanwhile = () => undefined;
  sent = [];
  const none = (): void => undefined;
  const replaceWords = (words: ChatWord[]): Promise<boolean> => {
    sent.push(words);
    meanwhile();
    return Promise.resolve(isDone);
  };
  const context = { room: "stage", nowMs: 0, mayEditWords: true, choose: none, change: none, lift: none, replaceWords };
  render(side(deskOf(), context), document.body);
});

afterEach(() => {
  render(null, document.body);
});

async function add(word: string): Promise<HTMLInputElement> {
  const field = document.querySelector<HTMLInputElement>(".m-add input");
  if (!field) throw new Error("expected a field for a word");
  field.value = word;
  document.querySelector(".m-add")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await Promise.resolve();
  return field;
}

it("a word that was added leaves its field empty, one that was refused stays", async () => {
  expect((await add("vapourware")).value).toBe("");
  expect(sent).toEqual([[{ language: "fr", word: "vapourware", action: "refuse" }]]);
  isDone = false;
  expect((await add("snake oil")).value).toBe("snake oil");
});

it("the next word stays that was begun while one was on its way", async () => {
  meanwhile = () => {
    const field = document.querySelector<HTMLInputElement>(".m-add input");
    if (field) field.value = "snake";
  };
  expect((await add("vapourware")).value).toBe("snake");
});
