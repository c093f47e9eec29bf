/** The topics of a connection: who follows them, what was asked for, and what is not whole yet. */
import type { Environment } from "./environment";
import type { ClientMessage, ServerMessage } from "./messages";
import { TopicStore, type Outcome } from "./store";

/** An element that moves in the document leaves and comes back within a moment. */
const LINGER_MS = 1_000;
/** A topic that was asked for again and is still not whole is asked for afresh. */
const REPAIR_MS = 5_000;
/** Codes with which the server says that a topic may come later. */
const PASSING_CODES: ReadonlySet<string> = new Set(["live.busy", "live.unavailable"]);

export type TopicMessage = Extract<ServerMessage, { topic: string }>;

export class Follows {
  private readonly stores = new Map<string, TopicStore>();
  private readonly followers = new Map<string, number>();
  /** Topics that nobody follows any more, and how to prevent their end. */
  private readonly leaving = new Map<string, () => void>();
  /** Topics that are not whole, and how to prevent that they are asked for again. */
  private readonly repairs = new Map<string, () => void>();
  /** What the present connection was asked for. */
  private readonly asked = new Set<string>();
  private open = false;

  constructor(
    private readonly environment: Environment,
    private readonly send: (message: ClientMessage) => void,
  ) {}

  store(name: string): TopicStore {
    let store = this.stores.get(name);
    if (!store) {
      store = new TopicStore(name);
      this.stores.set(name, store);
    }
    return store;
  }

  add(name: string): TopicStore {
    const store = this.store(name);
    this.followers.set(name, (this.followers.get(name) ?? 0) + 1);
    this.leaving.get(name)?.();
    this.leaving.delete(name);
    if (this.open && !this.asked.has(name)) this.ask(store);
    return store;
  }

  remove(name: string): void {
    const left = (this.followers.get(name) ?? 0) - 1;
    if (left > 0) {
      this.followers.set(name, left);
      return;
    }
    this.followers.delete(name);
    const leave = (): void => {
      this.leaving.delete(name);
      this.endRepair(name);
      if (this.asked.delete(name) && this.open) this.send({ type: "unfollow", topic: name });
    };
    this.leaving.get(name)?.();
    this.leaving.set(name, this.environment.after(LINGER_MS, leave));
  }

  // --- the connection's life

  /** Take note that a new connection asks for everything in its address, and return its query. */
  query(): string {
    this.asked.clear();
    const parts: string[] = [];
    for (const store of this.wanted()) {
      this.asked.add(store.name);
      parts.push(`follow=${inQuery(store.name)}${store.since === null ? "" : `@${store.since}`}`);
    }
    return parts.join("&");
  }

  /** The connection is there: ask for what was followed since its address was written. */
  opened(): void {
    this.open = true;
    for (const store of this.wanted()) if (!this.asked.has(store.name)) this.ask(store);
  }

  closed(): void {
    this.open = false;
    for (const name of [...this.repairs.keys()]) this.endRepair(name);
  }

  /** Let go of the timers that outlive a connection. */
  stop(): void {
    for (const cancel of this.leaving.values()) cancel();
    this.leaving.clear();
  }

  receive(message: TopicMessage): void {
    const store = this.stores.get(message.topic);
    if (!store) return;
    switch (message.type) {
      case "snapshot":
        this.check(store, store.takeSnapshot(message));
        break;
      case "facts":
        this.check(store, store.takeFacts(message));
        break;
      case "values":
        this.check(store, store.takeValues(message));
        break;
      case "pulse":
        store.takePulse(message);
        break;
      case "unavailable":
        this.unavailable(store, message.code);
        break;
    }
  }

  private wanted(): TopicStore[] {
    return [...this.followers.keys()].map((name) => this.store(name)).filter(({ unavailable }) => unavailable === null);
  }

  private ask(store: TopicStore, afresh = false): void {
    this.asked.add(store.name);
    const since = afresh ? null : store.since;
    this.send({ type: "follow", topic: store.name, ...(since === null ? {} : { since }) });
  }

  // --- what is not whole is asked for again, until it is

  private check(store: TopicStore, outcome: Outcome): void {
    if (outcome === "applied") this.endRepair(store.name);
    if ((outcome !== "gap" && outcome !== "reset") || this.repairs.has(store.name)) return;
    this.ask(store, outcome === "reset");
    this.repairAfter(store, REPAIR_MS);
  }

  private unavailable(store: TopicStore, code: string): void {
    this.asked.delete(store.name);
    this.endRepair(store.name);
    if (PASSING_CODES.has(code)) this.repairAfter(store, REPAIR_MS * (0.5 + this.environment.random()));
    else store.refuse(code);
  }

  private repairAfter(store: TopicStore, delayMs: number): void {
    this.endRepair(store.name);
    const again = (): void => {
      if (!this.followers.has(store.name)) return;
      this.ask(store, true);
      this.repairAfter(store, REPAIR_MS);
    };
    this.repairs.set(store.name, this.environment.after(delayMs, again));
  }

  private endRepair(name: string): void {
    this.repairs.get(name)?.();
    this.repairs.delete(name);
  }
}

/** A topic's name in the query: "/" is legal there, and keeps addresses readable in logs. */
function inQuery(name: string): string {
  return encodeURIComponent(name).replaceAll("%2F", "/");
}
