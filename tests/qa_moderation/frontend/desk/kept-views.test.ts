import { beforeEach, expect, it } from "vitest";
import { NO_FILTER } from "../../../../qa_moderation/frontend/desk/filter";
import { KeptViews } from "../../../../qa_moderation/frontend/desk/kept-views";
import { FakeLive, refusal } from "./made";

let live: FakeLive;
let views: KeptViews;
const filter = { ...NO_FILTER, text: "roof" };
const view = (by: string): { id: number; name: string; query: string; by: string } => ({ id: 4, name: "Roof", query: "q=dach", by });

beforeEach(() => {
  live = new FakeLive();
  views = new KeptViews(live, () => undefined, () => undefined);
  views.name(true);
});

it("asks before another's view is replaced, and says then whose it means", async () => {
  live.answer = () => refusal("qa.view_of_another", { view: view("Mona") });
  await views.save("Roof", filter);
  expect(live.sent.at(-1)?.args).toEqual({ name: "Roof", query: "q=roof", of: "" });
  expect(views.asked).toMatchObject({ what: "replace", view: { by: "Mona" } });
  // Otto was faster: one is asked about his.
  live.answer = () => refusal("qa.view_of_another", { view: view("Otto") });
  views.asked?.yes();
  await Promise.resolve();
  expect(live.sent.at(-1)?.args["of"]).toBe("Mona");
  expect(views.asked).toMatchObject({ view: { by: "Otto" } });
  live.answer = () => ({ ok: true, result: { views: [] } });
  views.asked?.yes();
  await Promise.resolve();
  expect(live.sent.at(-1)?.args["of"]).toBe("Otto");
  expect([views.asked, views.isNaming]).toEqual([null, false]);
});

it("asks before another's view is deleted, and leaves it where one says no", async () => {
  live.answer = () => refusal("qa.view_of_another", { view: view("Mona") });
  await views.delete(view("Mona"));
  expect(views.asked?.what).toBe("delete");
  views.refuse();
  expect(views.asked).toBeNull();
  expect(live.sent).toHaveLength(1);
});
