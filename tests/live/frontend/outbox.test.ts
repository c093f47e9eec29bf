import { afterEach, describe, expect, it, vi } from "vitest";
import type { CommandOptions, CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { ClientMessage } from "../../../live/frontend/messages";
import { FakeStorage, makeClient, type FakeSocket } from "./fakes";

afterEach(() => {
  vi.useRealTimers();
});

function ask(live: LiveClient, text: string, options?: CommandOptions): Promise<CommandOutcome> {
  return live.command("notes.ask" as never, { text } as never, options);
}

function keys(socket: FakeSocket): string[] {
  return socket.sent.filter((message): message is ClientMessage & { type: "command" } => message.type === "command").map(({ id }) => id);
}

describe("commands", () => {
  it("resolve with what the server answers", async () => {
    const { live, connect } = makeClient();
    const socket = connect();
    const first = ask(live, "one");
    const second = ask(live, "two");
    expect(socket.sent).toEqual([
      { type: "command", id: "key-0001", name: "notes.ask", args: { text: "one" } },
      { type: "command", id: "key-0002", name: "notes.ask", args: { text: "two" } },
    ]);
    socket.says({ type: "refusal", id: "key-0002", code: "qa.too_long", message: "…", details: { max: 5 } });
    socket.says({ type: "ack", id: "key-0001", result: { id: 12 } });
    await expect(first).resolves.toEqual({ ok: true, result: { id: 12 } });
    await expect(second).resolves.toEqual({ ok: false, code: "qa.too_long", message: "…", details: { max: 5 } });
  });

  it("wait for the first connection, and are sent again with the same keys in order after a break", async () => {
    const { live, connect, socket } = makeClient();
    const early = ask(live, "early");
    const first = connect();
    const late = ask(live, "late");
    expect(keys(first)).toEqual(["key-0001", "key-0002"]);
    first.drops();
    void ask(live, "between");
    vi.advanceTimersByTime(500);
    socket().open();
    expect(keys(socket())).toEqual(["key-0001", "key-0002", "key-0003"]);
    socket().says({ type: "ack", id: "key-0001", result: null }, { type: "ack", id: "key-0002", result: null });
    await expect(Promise.all([early, late])).resolves.toEqual([
      { ok: true, result: null },
      { ok: true, result: null },
    ]);
    socket().drops();
    vi.advanceTimersByTime(5_000);
    socket().open();
    expect(keys(socket())).toEqual(["key-0003"]);
  });

  it("are asked again when an open connection does not answer, and end as unknown after a minute", async () => {
    const { live, connect } = makeClient();
    const socket = connect();
    const outcome = ask(live, "into the void");
    const beating = setInterval(() => {
      socket.says({ type: "beat", at_ms: Date.now() });
    }, 10_000);
    vi.advanceTimersByTime(25_000);
    expect(keys(socket)).toEqual(["key-0001", "key-0001", "key-0001"]);
    vi.advanceTimersByTime(40_000);
    clearInterval(beating);
    await expect(outcome).resolves.toMatchObject({ ok: false, code: "client.timeout" });
    expect(live.pending()).toEqual([]);
  });

  it.each(["live.busy", "live.unavailable"])("refused with %s come again after the time that the server says", async (code) => {
    const { live, connect } = makeClient();
    const socket = connect();
    const outcome = ask(live, "again");
    const refusal = { type: "refusal", id: "key-0001", code, message: "…", details: { retry_after_ms: 2_000 } };
    socket.says(refusal);
    vi.advanceTimersByTime(1_999);
    expect(keys(socket)).toHaveLength(1);
    vi.advanceTimersByTime(501);
    expect(keys(socket)).toEqual(["key-0001", "key-0001"]);
    socket.says({ type: "ack", id: "key-0001", result: null });
    await expect(outcome).resolves.toEqual({ ok: true, result: null });
  });

  it("give up after five refusals of that kind", async () => {
    const { live, connect } = makeClient();
    const socket = connect();
    const outcome = ask(live, "again");
    for (let round = 0; round < 6; round++) {
      socket.says({ type: "refusal", id: "key-0001", code: "live.busy", message: "…", details: {} });
      vi.advanceTimersByTime(9_000);
      socket.says({ type: "beat", at_ms: Date.now() });
    }
    expect(keys(socket)).toHaveLength(6);
    await expect(outcome).resolves.toMatchObject({ ok: false, code: "live.busy" });
  });

  it("too large for a frame, or too many, are refused here", async () => {
    const { live } = makeClient();
    await expect(ask(live, "é".repeat(9_000))).resolves.toMatchObject({ ok: false, code: "client.too_large" });
    for (let count = 0; count < 50; count++) void ask(live, "waiting");
    await expect(ask(live, "one more")).resolves.toMatchObject({ ok: false, code: "client.outbox_full" });
  });

  it("with a key that is on its way are the same command", async () => {
    const { live, connect } = makeClient();
    const socket = connect();
    const first = ask(live, "twice", { key: "chosen-key" });
    const second = ask(live, "twice", { key: "chosen-key" });
    expect(keys(socket)).toEqual(["chosen-key"]);
    socket.says({ type: "ack", id: "chosen-key", result: null });
    await expect(Promise.all([first, second])).resolves.toHaveLength(2);
  });
});

describe("kept commands", () => {
  it("outlive a reload, with the same key, and are forgotten once answered", async () => {
    const storage = new FakeStorage();
    const before = makeClient({ storage });
    void ask(before.live, "typed with care", { keep: true });
    void ask(before.live, "a passing thing");
    before.live.stop();

    const after = makeClient({ storage });
    const socket = after.connect();
    expect(socket.sent).toEqual([
      { type: "command", id: "key-0001", name: "notes.ask", args: { text: "typed with care" } },
    ]);
    const [pending] = after.live.pending();
    expect(pending?.args).toEqual({ text: "typed with care" });
    socket.says({ type: "ack", id: "key-0001", result: null });
    await expect(pending?.outcome).resolves.toEqual({ ok: true, result: null });
    expect(storage.items.size).toBe(0);
  });

  it("are not sent when they are old, nor when the storage holds nonsense", () => {
    const storage = new FakeStorage();
    const before = makeClient({ storage });
    void ask(before.live, "typed with care", { keep: true });
    vi.advanceTimersByTime(0);
    vi.setSystemTime(Date.now() + 11 * 60_000);
    expect(makeClient({ storage }).connect().sent).toEqual([]);
    storage.setItem("live.outbox:/ws/events/1/:a1", "{");
    expect(makeClient({ storage }).connect().sent).toEqual([]);
  });

  it("of a tab that was closed are sent by another, in the order in which they were made, also once it is connected", async () => {
    const storage = new FakeStorage();
    const left = [2, 1].map((madeAtMs) => ({ key: `left-${madeAtMs}`, name: "notes.ask", args: {}, madeAtMs: Date.now() + madeAtMs, timeoutMs: 60_000 }));
    const adopt = (key: string): Promise<boolean> => {
      storage.setItem(key, JSON.stringify(left));
      return Promise.resolve(true);
    };
    const { live, connect } = makeClient({ storage, adopt });
    const socket = connect();
    await vi.advanceTimersByTimeAsync(0);
    expect(keys(socket)).toEqual(["left-1", "left-2"]);
    expect(live.pending().map(({ key }) => key)).toEqual(["left-1", "left-2"]);
  });
});

describe("a command that is sent once", () => {
  it("is not sent without a connection, nor later", async () => {
    const { live, connect } = makeClient();
    const outcome = ask(live, "clap", { once: true });
    await expect(outcome).resolves.toMatchObject({ ok: false, code: "client.offline" });
    expect(keys(connect())).toEqual([]);
    expect(live.pending()).toEqual([]);
  });

  it("is not sent again after a break, and ends with it", async () => {
    const { live, connect, socket } = makeClient();
    const first = connect();
    const clapped = ask(live, "clap", { once: true });
    const asked = ask(live, "how far?");
    first.drops();
    await expect(clapped).resolves.toMatchObject({ ok: false, code: "client.offline" });
    vi.advanceTimersByTime(500);
    socket().open();
    expect(keys(socket())).toEqual(["key-0002"]);
    socket().says({ type: "ack", id: "key-0002", result: null });
    await expect(asked).resolves.toEqual({ ok: true, result: null });
  });

  it("is not asked again when no answer comes, nor when the server is busy", async () => {
    const { live, connect } = makeClient();
    const socket = connect();
    const silent = ask(live, "clap", { once: true });
    const busy = ask(live, "clap", { once: true });
    socket.says({ type: "refusal", id: "key-0002", code: "live.busy", message: "…", details: { retry_after_ms: 1 } });
    await expect(busy).resolves.toMatchObject({ ok: false, code: "live.busy" });
    vi.advanceTimersByTime(25_000);
    expect(keys(socket)).toEqual(["key-0001", "key-0002"]);
    socket.says({ type: "ack", id: "key-0001", result: {} });
    await expect(silent).resolves.toEqual({ ok: true, result: {} });
  });
});
