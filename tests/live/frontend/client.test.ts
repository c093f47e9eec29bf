import { afterEach, describe, expect, it, vi } from "vitest";
import { fact, makeClient, type FakeSocket, type NotesState } from "./fakes";

afterEach(() => {
  vi.useRealTimers();
});

function followNotes() {
  const made = makeClient();
  const store = made.live.follow<NotesState>("notes/1");
  return { ...made, store };
}

/** What was asked for again on an open connection. */
function asked(socket: FakeSocket): unknown[] {
  return socket.sent.filter((message) => message.type === "follow");
}

describe("following", () => {
  it("puts the topics into the address, so that a page that only listens sends nothing", () => {
    const { connect } = followNotes();
    const socket = connect();
    expect(socket.address).toMatch(/^ws:\/\/[^/]+\/ws\/events\/1\/\?follow=notes\/1$/);
    vi.advanceTimersByTime(30_000);
    expect(socket.sent).toEqual([]);
  });

  it("sends a frame for a topic that is followed later, and for one that nobody follows any more", () => {
    const { live, connect } = makeClient();
    const socket = connect();
    live.follow("notes/1");
    live.follow("notes/1");
    live.unfollow("notes/1");
    vi.advanceTimersByTime(5_000);
    expect(socket.sent).toEqual([{ type: "follow", topic: "notes/1" }]);
    live.unfollow("notes/1");
    vi.advanceTimersByTime(5_000);
    expect(socket.sent.at(-1)).toEqual({ type: "unfollow", topic: "notes/1" });
  });

  it("sends nothing for an element that leaves and comes back at once", () => {
    const { live, connect } = followNotes();
    const socket = connect();
    live.unfollow("notes/1");
    live.follow("notes/1");
    vi.advanceTimersByTime(5_000);
    expect(socket.sent).toEqual([]);
  });

  it("applies facts in the order of their offsets and ignores those that it has", () => {
    const { store, connect } = followNotes();
    const socket = connect();
    socket.snapshot(2, ["a", "b"]);
    socket.facts(3, ["c"]);
    socket.facts(2, ["b", "c", "d"]);
    expect(store.state?.notes).toEqual(["a", "b", "c", "d"]);
    expect(store.offset).toBe(4);
    expect(asked(socket)).toEqual([]);
  });

  it("tells listeners which facts came, and none for a snapshot", () => {
    const { store, connect } = followNotes();
    const heard: string[][] = [];
    store.subscribe(({ facts }) => heard.push(facts.map(({ data }) => String(data))));
    const socket = connect();
    socket.snapshot(1, ["a"]);
    socket.facts(1, ["a", "b"]);
    expect(heard).toEqual([[], ["b"]]);
  });

  it("takes only newer values, whose revs may leap", () => {
    const { store, connect } = followNotes();
    const socket = connect();
    socket.snapshot(0, [], "e1", 5);
    const values = (rev: number, count: number): void => {
      socket.says({ type: "values", topic: "notes/1", epoch: "e1", rev, values: { "upvotes/1": count } });
    };
    values(9, 3);
    values(7, 2);
    expect(store.state?.counts).toEqual({ "upvotes/1": 3 });
    expect(store.rev).toBe(9);
  });

  it("keeps the pulse beside the state", () => {
    const { store, connect } = followNotes();
    connect().says({ type: "pulse", topic: "notes/1", values: { presence: 812 } });
    expect(store.pulse).toEqual({ presence: 812 });
    expect(store.state).toBeUndefined();
  });

  it("says why a topic is not given, and does not ask again", () => {
    const { store, connect, socket } = followNotes();
    connect().says({ type: "unavailable", topic: "notes/1", code: "live.topic_forbidden" });
    expect(store.unavailable).toBe("live.topic_forbidden");
    socket().drops();
    vi.advanceTimersByTime(1_000);
    expect(socket().follows).toEqual([]);
  });

  it("asks again for a topic that the server could not read just now", () => {
    const { store, connect } = followNotes();
    const socket = connect();
    socket.says({ type: "unavailable", topic: "notes/1", code: "live.unavailable" });
    expect(store.unavailable).toBeNull();
    vi.advanceTimersByTime(8_000);
    expect(asked(socket)).toEqual([{ type: "follow", topic: "notes/1" }]);
  });
});

describe("gaps", () => {
  it("asks once from its own offset, and goes on when the missing facts come", () => {
    const { store, connect } = followNotes();
    const socket = connect();
    socket.snapshot(2, ["a", "b"]);
    socket.facts(5, ["e"]);
    socket.facts(6, ["f"]);
    expect(store.state?.notes).toEqual(["a", "b"]);
    expect(asked(socket)).toEqual([{ type: "follow", topic: "notes/1", since: "e1.2.0" }]);
    socket.facts(3, ["c", "d", "e", "f"]);
    vi.advanceTimersByTime(20_000);
    expect(store.state?.notes).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(asked(socket)).toHaveLength(1);
  });

  it("asks for a snapshot when what it asked for does not come", () => {
    const { connect } = followNotes();
    const socket = connect();
    socket.snapshot(2, ["a", "b"]);
    socket.facts(5, ["e"]);
    vi.advanceTimersByTime(5_000);
    expect(asked(socket).at(-1)).toEqual({ type: "follow", topic: "notes/1" });
    socket.snapshot(5, ["a", "b", "c", "d", "e"]);
    vi.advanceTimersByTime(20_000);
    expect(asked(socket)).toHaveLength(2);
  });

  it("asks for a snapshot when the log has another epoch", () => {
    const { store, connect } = followNotes();
    const socket = connect();
    socket.snapshot(2, ["a", "b"]);
    socket.facts(1, ["new"], "e2");
    expect(asked(socket)).toEqual([{ type: "follow", topic: "notes/1" }]);
    socket.snapshot(1, ["new"], "e2");
    expect(store.state?.notes).toEqual(["new"]);
    expect(store.epoch).toBe("e2");
  });

  it("asks for a snapshot when a reducer fails, and keeps what it had until then", () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { store, connect } = followNotes();
    const socket = connect();
    socket.snapshot(1, ["a"]);
    socket.says({ type: "facts", topic: "notes/1", epoch: "e1", facts: [fact(2, "b"), fact(3, "c", "Broken")] });
    expect(store.state?.notes).toEqual(["a", "b"]);
    expect(asked(socket)).toEqual([{ type: "follow", topic: "notes/1" }]);
    expect(logged).toHaveBeenCalledOnce();
  });
});

describe("coming back", () => {
  it("resumes from where it was", () => {
    const { live, store, connect, socket } = followNotes();
    const first = connect();
    first.snapshot(2, ["a", "b"], "e1", 7);
    first.facts(3, ["c"]);
    first.drops();
    expect(live.status).toBe("reconnecting");
    vi.advanceTimersByTime(250);
    expect(socket()).not.toBe(first);
    expect(socket().follows).toEqual(["notes/1@e1.3.7"]);
    socket().open();
    socket().facts(4, ["d"]);
    expect(live.status).toBe("live");
    expect(store.state?.notes).toEqual(["a", "b", "c", "d"]);
  });

  it("waits longer from attempt to attempt, also when each connection opens and breaks at once", () => {
    const { sockets, connect, socket } = followNotes();
    connect();
    const pauses = Array.from({ length: 7 }, () => {
      const before = sockets.length;
      const brokenAtMs = Date.now();
      socket().drops();
      while (sockets.length === before) vi.advanceTimersByTime(50);
      socket().open();
      return Date.now() - brokenAtMs;
    });
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 7500, 7500]);
  });

  it("begins with a short pause again after a sound connection", () => {
    const { sockets, connect, socket } = followNotes();
    connect();
    for (let round = 0; round < 4; round++) {
      socket().drops();
      vi.advanceTimersByTime(15_000);
      socket().open();
    }
    vi.advanceTimersByTime(10_000);
    const before = sockets.length;
    socket().drops();
    vi.advanceTimersByTime(250);
    expect(sockets).toHaveLength(before + 1);
  });

  it("gives up a handshake that hangs", () => {
    const { live, sockets, socket } = followNotes();
    live.start();
    vi.advanceTimersByTime(10_000);
    expect(socket().closedWith).toBe(1000);
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    expect(live.status).toBe("connecting");
  });

  it("drops a connection after three missed beats, and keeps one that beats", () => {
    const { sockets, connect } = followNotes();
    const first = connect();
    for (let beats = 0; beats < 12; beats++) {
      vi.advanceTimersByTime(10_000);
      first.says({ type: "beat", at_ms: Date.now() });
    }
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(36_000);
    expect(first.closedWith).toBe(1000);
    expect(sockets).toHaveLength(2);
  });

  it("leaves a draining server at a random moment of the window", () => {
    const { connect, sockets } = followNotes();
    const first = connect();
    first.snapshot(1, ["a"]);
    first.says({ type: "drain", window_ms: 8_000 });
    vi.advanceTimersByTime(3_900);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(100);
    expect(sockets).toHaveLength(2);
    expect(first.closedWith).toBe(1000);
    expect(sockets[1]?.follows).toEqual(["notes/1@e1.1.0"]);
  });

  it("does not wait when the page is seen again, unless the server asked for room", () => {
    const { live, sockets, connect, socket } = followNotes();
    connect().drops();
    live.wake();
    vi.advanceTimersByTime(0);
    expect(sockets).toHaveLength(2);
    socket().drops(4503);
    live.wake();
    vi.advanceTimersByTime(9_000);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(3);
  });

  it("does not trust a connection over which a machine slept", () => {
    const { live, sockets, connect } = followNotes();
    connect();
    vi.setSystemTime(Date.now() + 600_000);
    live.wake();
    expect(live.status).toBe("reconnecting");
    vi.advanceTimersByTime(0);
    expect(sockets).toHaveLength(2);
  });

  it("stays away after a final code, and says which", async () => {
    const { live, sockets, connect } = followNotes();
    const waiting = (connect(), live.command("qa.ask" as never, {} as never));
    sockets[0]?.drops(4402);
    vi.advanceTimersByTime(60_000);
    live.wake();
    vi.advanceTimersByTime(60_000);
    expect(live.status).toBe("closed");
    expect(live.closeCode).toBe(4402);
    expect(sockets).toHaveLength(1);
    await expect(waiting).resolves.toMatchObject({ ok: false, code: "client.closed" });
    await expect(live.command("qa.ask" as never, {} as never)).resolves.toMatchObject({ code: "client.closed" });
  });

  it("leaves no timer when the page goes, and starts again with what it knew", () => {
    const { live, connect, socket } = followNotes();
    connect().snapshot(1, ["a"]);
    live.stop();
    expect(vi.getTimerCount()).toBe(0);
    expect(socket().closedWith).toBe(1000);
    live.start();
    vi.advanceTimersByTime(0);
    expect(socket().follows).toEqual(["notes/1@e1.1.0"]);
  });

  it("ends a connection that does not speak the protocol", () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { sockets, connect } = followNotes();
    connect().onmessage?.(new MessageEvent("message", { data: '{"type":"beat"}' }));
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(2);
    expect(logged).toHaveBeenCalledOnce();
  });
});

describe("status", () => {
  it("tells each change once", () => {
    const { live, connect, socket } = followNotes();
    const heard: string[] = [];
    live.subscribe(() => heard.push(live.status));
    connect();
    socket().says({ type: "notice", code: "live.degraded" });
    socket().says({ type: "notice", code: "live.recovered" });
    socket().drops();
    vi.advanceTimersByTime(500);
    socket().open({ degraded: true });
    expect(heard).toEqual(["live", "degraded", "live", "reconnecting", "degraded"]);
  });

  it("knows the server's time", () => {
    const { live, socket } = followNotes();
    live.start();
    vi.advanceTimersByTime(0);
    socket().open({ at_ms: Date.now() + 60_000 });
    expect(live.serverNowMs).toBe(Date.now() + 60_000);
    socket().says({ type: "beat", at_ms: Date.now() + 59_000 });
    expect(live.serverNowMs).toBe(Date.now() + 60_000);
  });
});
