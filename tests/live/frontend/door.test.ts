import { afterEach, describe, expect, it, vi } from "vitest";
import { FakeDoor, FakeStorage, makeClient } from "./fakes";

const HALF_LIFE_MS = 6 * 3600_000;

afterEach(() => {
  vi.useRealTimers();
});

/** A page whose browser is `subject` (null: nobody yet), and a moment for what it does by itself. */
function open(subject: string | null, goodForMs = HALF_LIFE_MS, storage: FakeStorage | null = null) {
  vi.useFakeTimers();
  const door = new FakeDoor();
  if (subject !== null) door.names(subject, goodForMs);
  const made = makeClient({ door, storage });
  const settle = async (ms = 0): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms);
  };
  return { ...made, door, settle };
}

describe("coming in", () => {
  it("connects at once while the ticket is good, without a visit", async () => {
    const { live, door, sockets, settle } = open("a1");
    expect(live.subject).toBe("a1");
    live.start();
    await settle();
    expect([door.visits, sockets.length]).toEqual([[], 1]);
  });

  it.each([
    ["nobody", null, HALF_LIFE_MS],
    ["somebody whose ticket is past half its life", "a1", -1_000],
  ])("visits first as %s", async (_who, subject, goodForMs) => {
    const { live, door, sockets, settle } = open(subject, goodForMs);
    door.answers.push(() => door.names(subject ?? "g5"));
    live.start();
    await settle();
    expect([door.visits, sockets.length, live.subject]).toEqual([["/visits/1/"], 1, subject ?? "g5"]);
    expect(door.reloads).toBe(0);
  });

  it("reads nonsense in the cookie as nobody", async () => {
    const { live, door, settle } = open(null);
    door.cookie = "<script>.soon";
    live.start();
    await settle();
    expect(door.visits).toEqual(["/visits/1/"]);
  });

  it("connects where cookies cannot be read", async () => {
    const { live, door, sockets, socket, settle } = open(null);
    live.start();
    await settle();
    socket().open({ subject: "g5" });
    await settle();
    expect([live.status, sockets.length, door.reloads]).toEqual(["live", 1, 0]);
  });

  it("renews before it comes back after a break, when the time has come", async () => {
    const { live, door, socket, sockets, settle } = open("a1", 5_000);
    live.start();
    await settle();
    socket().open();
    await settle(6_000);
    expect(door.visits).toEqual([]);
    door.answers.push(() => door.names("a1"));
    socket().drops();
    await settle(250);
    expect([door.visits, sockets.length]).toEqual([["/visits/1/"], 2]);
  });
});

describe("a visit that does not succeed", () => {
  it("is made again with growing pauses while no answer comes", async () => {
    const { live, door, sockets, settle } = open(null);
    door.answers.push(...Array.from({ length: 4 }, () => () => ({ status: 0 })), () => ({ status: 502 }), () => door.names("g5"));
    live.start();
    const pauses: number[] = [];
    await settle();
    while (door.visits.length < 6) {
      const seen = door.visits.length;
      const before = Date.now();
      while (door.visits.length === seen) await settle(50);
      pauses.push(Date.now() - before);
    }
    await settle();
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000]);
    expect([live.status, sockets.length]).toEqual(["connecting", 1]);
  });

  it("is not made before the time that the server asks for", async () => {
    const { live, door, settle } = open(null);
    door.answers.push(() => ({ status: 503, retryAfterMs: 4_000 }));
    live.start();
    await settle();
    live.wake();
    await settle(5_900);
    expect(door.visits).toHaveLength(1);
    await settle(100);
    expect(door.visits).toHaveLength(2);
  });

  it.each([403, 404])("ends the connection for good when the answer is %i", async (status) => {
    const { live, door, sockets, settle } = open(null);
    door.answers.push(() => ({ status }));
    live.start();
    await settle(60_000);
    expect([live.status, live.closeCode, door.visits.length, sockets.length]).toEqual(["closed", 4401, 1, 0]);
  });

  it("does nothing after the page has gone", async () => {
    const { live, door, sockets, settle } = open(null);
    live.start();
    vi.advanceTimersByTime(0);
    live.stop();
    await settle(60_000);
    expect([door.visits.length, sockets.length, vi.getTimerCount()]).toEqual([1, 0, 0]);
  });
});

describe("a socket that refuses the ticket", () => {
  it.each([4401, 4402, 4404])("with %i is answered by one visit and another try", async (code) => {
    const { live, door, socket, sockets, settle } = open("a1");
    live.start();
    await settle();
    door.answers.push(() => door.names("a1"));
    socket().drops(code);
    await settle(250);
    expect(door.visits).toEqual(["/visits/1/?renew=1"]);
    expect(sockets).toHaveLength(2);
    socket().open();
    expect(live.status).toBe("live");
    socket().drops();
    await settle(500);
    expect([door.visits.length, sockets.length]).toEqual([1, 3]);
  });

  it("again, after a fruitless visit, is the end", async () => {
    const { live, door, socket, sockets, settle } = open("a1");
    live.start();
    await settle();
    socket().drops(4404);
    await settle(250);
    socket().drops(4404);
    await settle(60_000);
    expect([live.status, live.closeCode, door.visits.length, sockets.length]).toEqual(["closed", 4404, 1, 2]);
  });

  it("is worth another visit after a sound connection", async () => {
    const { live, door, socket, settle } = open("a1");
    live.start();
    await settle();
    socket().drops(4402);
    await settle(250);
    socket().open();
    await settle(10_000);
    socket().drops(4402);
    await settle(500);
    expect([live.status, door.visits.length]).toEqual(["reconnecting", 2]);
  });

  it("of a page that came with its ticket is final", () => {
    const { live, connect } = makeClient();
    connect().drops(4404);
    expect([live.status, live.closeCode]).toEqual(["closed", 4404]);
  });
});

describe("a browser that became another person", () => {
  it.each([
    ["an attendee who was let in elsewhere", "g5", "a1"],
    ["a guest again", "a1", "g5"],
    ["somebody else", "a1", "a2"],
    ["an attendee whom only the visit knows", null, "a1"],
  ])("has the page opened again: %s", async (_case, before, after) => {
    const { live, door, sockets, settle } = open(before, -1_000);
    door.answers.push(() => door.names(after));
    live.start();
    await settle();
    expect([door.reloads, sockets.length]).toEqual([1, 0]);
  });

  it("is noticed when the page is taken from the browser's memory", async () => {
    const { live, door, socket, settle } = open("g5");
    live.start();
    await settle();
    socket().open({ subject: "g5" });
    live.stop();
    door.names("a1");
    live.start();
    await settle();
    expect([door.reloads, door.visits]).toEqual([1, []]);
  });

  it("is noticed by the welcome, when only the ticket says so, and sends nothing of the other's", async () => {
    const { live, door, socket, settle } = open("a1");
    void live.command("qa.ask" as never, { text: "mine" } as never);
    live.start();
    await settle();
    door.answers.push(() => door.names("a2"));
    socket().open({ subject: "a2" });
    await settle();
    expect([door.visits, door.reloads, socket().sent]).toEqual([["/visits/1/"], 1, []]);
  });
});

describe("commands that outlive a reload", () => {
  it("are those of the person whom the ticket names", async () => {
    const storage = new FakeStorage();
    const first = open("a1", HALF_LIFE_MS, storage);
    void first.live.command("qa.ask" as never, { text: "kept" } as never, { keep: true });
    expect([...storage.items.keys()]).toEqual(["live.outbox:/ws/events/1/:a1"]);

    const second = open("a1", HALF_LIFE_MS, storage);
    second.live.start();
    await second.settle();
    second.socket().open();
    expect(second.socket().sent).toMatchObject([{ type: "command", args: { text: "kept" } }]);

    const other = open("a2", HALF_LIFE_MS, storage);
    other.live.start();
    await other.settle();
    other.socket().open({ subject: "a2" });
    expect(other.socket().sent).toEqual([]);
  });

  it("are found when the visit has said who one is", async () => {
    const storage = new FakeStorage();
    const kept = [{ key: "key-kept", name: "qa.ask", args: {}, madeAtMs: Date.now() }];
    storage.setItem("live.outbox:/ws/events/1/:g5", JSON.stringify(kept));
    const { live, door, socket, settle } = open(null, 0, storage);
    door.answers.push(() => door.names("g5"));
    live.start();
    await settle();
    socket().open({ subject: "g5" });
    expect(socket().sent).toMatchObject([{ type: "command", id: "key-kept" }]);
  });
});
