import { expect, it } from "vitest";
import { Compartment, type Locks } from "../../../live/frontend/compartment";
import { FakeStorage } from "./fakes";

const KEY = "live.outbox:/ws/crew/1/:c5";

/** Locks of one device. `close` ends a tab: what it held is free. */
class FakeLocks {
  private readonly held = new Map<string, string>();

  of(tab: string): Locks {
    return {
      request: async (name, _options, callback) => {
        if (this.held.has(name)) return callback(null);
        this.held.set(name, tab);
        const result = callback({ name });
        // What a tab holds for its life is never let go of by itself.
        if (result instanceof Promise) return new Promise(() => undefined);
        this.held.delete(name);
        return result;
      },
    };
  }

  close(tab: string): void {
    for (const [name, holder] of [...this.held]) if (holder === tab) this.held.delete(name);
  }
}

class FakeDevice extends FakeStorage {
  get length(): number {
    return this.items.size;
  }

  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }
}

function makeDevice() {
  const device = new FakeDevice();
  const locks = new FakeLocks();
  let ids = 0;
  const open = (tab: string, own = new FakeStorage()): Compartment =>
    new Compartment(device as unknown as Storage, own, locks.of(tab), () => `t${++ids}`);
  return { device, locks, open };
}

it("keeps each tab's own, over a reload", () => {
  const { open, locks } = makeDevice();
  const own = new FakeStorage();
  const first = open("A", own);
  const second = open("B");
  first.setItem(KEY, "[1]");
  second.setItem(KEY, "[2]");
  expect([first.getItem(KEY), second.getItem(KEY)]).toEqual(["[1]", "[2]"]);
  locks.close("A");
  expect(open("A again", own).getItem(KEY)).toBe("[1]");
  second.removeItem(KEY);
  expect(second.getItem(KEY)).toBeNull();
});

it("takes over what a closed tab left, once, and nothing of an open one", async () => {
  const { open, locks, device } = makeDevice();
  const [first, second] = [open("A"), open("B")];
  first.setItem(KEY, "[1,2]");
  second.setItem(KEY, "[3]");
  locks.close("A");
  const third = open("C");
  third.setItem(KEY, "[4]");
  expect(await third.adopt(KEY)).toBe(true);
  expect(third.getItem(KEY)).toBe("[1,2,4]");
  expect(second.getItem(KEY)).toBe("[3]");
  expect(await third.adopt(KEY)).toBe(false);
  expect(await second.adopt(KEY)).toBe(false);
  expect(device.items.size).toBe(2);
});

it("gives a duplicated tab a compartment of its own", async () => {
  const { open } = makeDevice();
  const own = new FakeStorage();
  const first = open("A", own);
  const copied = new FakeStorage();
  for (const [key, value] of own.items) copied.setItem(key, value);
  const copy = open("A's copy", copied);
  await Promise.resolve();
  first.setItem(KEY, "[1]");
  copy.setItem(KEY, "[2]");
  expect(first.getItem(KEY)).toBe("[1]");
});

it("is not upset by what is no list", async () => {
  const { open, locks } = makeDevice();
  open("A").setItem(KEY, "{");
  locks.close("A");
  const next = open("B");
  expect(await next.adopt(KEY)).toBe(false);
  expect(next.getItem(KEY)).toBe("[]");
});
