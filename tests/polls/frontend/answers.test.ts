/** Reading and deciding answers, page by page: nothing is lost, nothing jumps, and nothing is asked for without need. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { TextRecord } from "../../../polls/frontend/desk/answer-rows";
import { Answers } from "../../../polls/frontend/desk/answers";

/** The server's answers, and what was asked of it. */
class Desk {
  texts: TextRecord[] = [];
  readonly asked: string[] = [];
  answers: Answers;

  constructor() {
    this.answers = new Answers(() => this as unknown as LiveClient, () => undefined);
  }

  add(...ids: number[]): void {
    this.texts.push(...ids.map((id) => ({ id, text: `t${id}`, author_name: "", state: "waiting" as const, moved_by: "" })));
  }

  move(id: number, state: TextRecord["state"]): TextRecord {
    const moved = { ...this.texts.find((text) => text.id === id)!, state, moved_by: "Mona" };
    this.texts = this.texts.map((text) => (text.id === id ? moved : text));
    return moved;
  }

  count(state: TextRecord["state"]): number {
    return this.texts.filter((text) => text.state === state).length;
  }

  command(name: string, args: { state: TextRecord["state"]; after: number; text_id: number }): Promise<CommandOutcome> {
    this.asked.push(name);
    if (name !== "polls.read_texts") {
      return Promise.resolve({ ok: true, result: { text: this.move(args.text_id, name === "polls.show_text" ? "shown" : "hidden") } });
    }
    const texts = this.texts.filter(({ state, id }) => state === args.state && id > args.after).slice(0, 50);
    const counts = { waiting: this.count("waiting"), shown: this.count("shown"), hidden: this.count("hidden") };
    return Promise.resolve({ ok: true, result: { texts, counts } });
  }

  /** The console renders again, a while later, with what the topic says. */
  async render(waiting = this.count("waiting")): Promise<void> {
    vi.advanceTimersByTime(1_100);
    this.answers.open(7, waiting);
    await vi.advanceTimersByTimeAsync(0);
  }

  get lying(): (readonly [number, string])[] {
    return this.answers.rows.map(({ record, isElsewhere }) => [record.id, isElsewhere ? "elsewhere" : record.state]);
  }
}

describe("answers before a moderator", () => {
  let desk: Desk;

  beforeEach(async () => {
    vi.useFakeTimers();
    desk = new Desk();
    desk.add(1, 2, 3);
    await desk.render();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("are read once, and again only when something is new", async () => {
    await desk.render();
    await desk.render();
    expect(desk.asked).toEqual(["polls.read_texts"]);
    expect(desk.answers.cursor).toBe(1);
  });

  it("that come in queue behind a count, also when a decision hid it from the topic's count", async () => {
    await desk.answers.decide(1, "show");
    desk.add(4);
    await desk.render();
    expect(desk.answers.fresh).toBe(1);
    expect(desk.lying).toEqual([[1, "shown"], [2, "waiting"], [3, "waiting"]]);
    await desk.answers.readOn();
    expect(desk.lying).toEqual([[2, "waiting"], [3, "waiting"], [4, "waiting"]]);
    expect(desk.answers.fresh).toBe(0);
  });

  it("come by themselves into an empty list", async () => {
    for (const id of [1, 2, 3]) await desk.answers.decide(id, "hide");
    desk.add(4);
    await desk.render();
    expect(desk.lying).toEqual([[4, "waiting"]]);
  });

  it("that somebody else decided say so where they lie, and are looked up once", async () => {
    desk.move(2, "shown");
    await desk.render();
    expect(desk.lying).toEqual([[1, "waiting"], [2, "elsewhere"], [3, "waiting"]]);
    // A count that stays behind is no reason to ask for ever.
    const asked = desk.asked.length;
    await desk.render(1);
    await desk.render(1);
    expect(desk.asked.length).toBe(asked + 1);
  });

  it("hand the cursor on, and are decided once", async () => {
    const both = await Promise.all([desk.answers.decide(1, "show"), desk.answers.decide(1, "show")]);
    expect(both.map((outcome) => outcome?.ok)).toEqual([true, undefined]);
    expect([desk.answers.cursor, desk.answers.counts]).toEqual([2, { waiting: 2, shown: 1, hidden: 0 }]);
  });

  it("of another poll are not those of the one before", async () => {
    desk.answers.open(8, 0);
    expect(desk.lying).toEqual([]);
    desk.answers.open(null, 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.lying).toEqual([]);
  });
});
