/** A server and a clock for the client's tests: nothing sleeps, nothing opens a port. */
import { vi } from "vitest";
import { LiveClient } from "../../../live/frontend/client";
import type { Environment, Posted, SocketLike } from "../../../live/frontend/environment";
import type { ClientMessage } from "../../../live/frontend/messages";
import { defineTopic, type WireFact } from "../../../live/frontend/topics";

/** A topic that only remembers: each fact's data, and the newest values. */
export interface NotesState {
  readonly notes: readonly string[];
  readonly counts: Readonly<Record<string, unknown>>;
}

defineTopic<NotesState>("notes", {
  apply: (state, fact) => {
    if (fact.kind === "Broken") throw new Error("a reducer's mistake");
    return { ...state, notes: [...state.notes, String(fact.data)] };
  },
  values: (state, values) => ({ ...state, counts: { ...state.counts, ...values } }),
});

export class FakeSocket implements SocketLike {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly sent: ClientMessage[] = [];
  closedWith: number | null = null;

  constructor(readonly address: string) {}

  /** What the address asks to follow. */
  get follows(): string[] {
    return new URL(this.address).searchParams.getAll("follow");
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as ClientMessage);
  }

  close(code = 1000): void {
    this.closedWith = code;
  }

  // --- what the server does

  open({ degraded = false, at_ms = Date.now(), subject = "a1" } = {}): void {
    this.onopen?.(new Event("open"));
    this.says({ type: "welcome", subject, roles: ["attendee"], at_ms, degraded });
  }

  says(...messages: unknown[]): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(messages) }));
  }

  drops(code = 1006, reason = ""): void {
    this.onclose?.({ code, reason } as CloseEvent);
  }

  snapshot(offset: number, notes: string[], epoch = "e1", rev = 0): void {
    this.says({ type: "snapshot", topic: "notes/1", epoch, offset, rev, state: { notes, counts: {} } });
  }

  facts(first: number, notes: string[], epoch = "e1"): void {
    const facts = notes.map((data, index) => fact(first + index, data));
    this.says({ type: "facts", topic: "notes/1", epoch, facts });
  }
}

export function fact(offset: number, data: string, kind = "Noted"): WireFact {
  return { offset, kind, at_ms: 0, programme_ms: null, data };
}

/** The door of a page that is the same for everybody: its cookie, what was asked of it, and what it answers. */
export class FakeDoor {
  cookie: string | null = null;
  readonly visits: string[] = [];
  reloads = 0;
  /** What becomes of the next visits, in their order; by default the ticket that the browser has is good. */
  readonly answers: (() => Partial<Posted>)[] = [];

  /** From now on the ticket names `subject`, and is good for `goodForMs`. */
  names(subject: string, goodForMs = 6 * 3600_000): Partial<Posted> {
    this.cookie = `${subject}.${Math.round((Date.now() + goodForMs) / 1000)}`;
    return {};
  }

  readonly post = (address: string): Promise<Posted> => {
    this.visits.push(address);
    return Promise.resolve({ status: 204, retryAfterMs: null, ...this.answers.shift()?.() });
  };
}

interface Made {
  random?: number;
  storage?: Environment["storage"];
  adopt?: Environment["adopt"];
  door?: FakeDoor;
}

/** A client on fake timers, with every socket that it ever opened. `random` is what chance says. */
export function makeClient(options: Made = {}) {
  vi.useFakeTimers();
  const { door } = options;
  const sockets: FakeSocket[] = [];
  let keys = 0;
  const environment: Environment = {
    openSocket: (address) => {
      const socket = new FakeSocket(address);
      sockets.push(socket);
      return socket;
    },
    now: () => Date.now(),
    random: () => options.random ?? 0.5,
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    post: door?.post ?? (() => Promise.reject(new Error("expected no visit: this page came with its ticket"))),
    cookie: (name) => (name === "visitor_1" ? (door?.cookie ?? null) : null),
    newKey: () => `key-${String(++keys).padStart(4, "0")}`,
    storage: options.storage ?? null,
    adopt: options.adopt,
  };
  const live = new LiveClient({
    socket: "/ws/events/1/",
    environment,
    ...(door ? { door: { visit: "/visits/1/", cookie: "visitor_1" }, onAnother: () => (door.reloads += 1) } : { subject: "a1" }),
  });
  const socket = (): FakeSocket => {
    const last = sockets.at(-1);
    if (!last) throw new Error("expected a socket, got none");
    return last;
  };
  /** Start, and let the server welcome it. */
  const connect = (): FakeSocket => {
    live.start();
    vi.advanceTimersByTime(0);
    socket().open();
    return socket();
  };
  return { live, sockets, socket, connect };
}

export class FakeStorage {
  readonly items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}
