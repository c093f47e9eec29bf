/** The page's one connection: follows topics into stores, carries commands, and comes back by itself. */
import { ABNORMAL, pauseBefore, TICKET_CODES } from "./backoff";
import { Door, type DoorAddress } from "./door";
import { browserEnvironment, type Environment } from "./environment";
import { Follows } from "./follows";
import type { ServerMessage, WelcomeMessage } from "./messages";
import { Outbox, type CommandOptions, type CommandOutcome, type PendingCommand } from "./outbox";
import { LiveSocket } from "./socket";
import type { Store } from "./store";
import type { StateOf, TopicName } from "./topics";
import type { CommandArgs } from "./wire.gen";

export type { CommandOptions, CommandOutcome, PendingCommand } from "./outbox";

export type Status = "connecting" | "live" | "reconnecting" | "degraded" | "closed";

/** The names of the commands whose arguments are generated; any name before the first generation. */
export type CommandName = keyof CommandArgs extends never ? string : Extract<keyof CommandArgs, string>;
export type ArgsOf<N extends string> = N extends keyof CommandArgs ? CommandArgs[N] : Readonly<Record<string, unknown>>;

export interface ClientOptions {
  /** Path or address of the socket, as the page's configuration says it; "" never connects (a preview). */
  readonly socket: string;
  /** Whom the ticket names that came with the page (a console's). */
  readonly subject?: string | undefined;
  /** Where a page that is the same for everybody gets its ticket. */
  readonly door?: DoorAddress | undefined;
  /** The ticket names another person than the one for whom this page was opened: it is to be opened again. */
  readonly onAnother?: () => void;
  readonly environment?: Environment;
}

/** A connection that lived this long was sound: the next break starts with a short pause again. */
const SOUND_MS = 10_000;
export class LiveClient {
  /** The close code that ended the connection for good, while `status` is "closed". */
  closeCode: number | null = null;

  private readonly environment: Environment;
  private readonly outbox: Outbox;
  private readonly door: Door | null;
  private readonly follows: Follows;
  private readonly listeners = new Set<() => void>();

  private currentStatus: Status = "connecting";
  private socket: LiveSocket | null = null;
  private welcomed = false;
  private attempt = 0;
  private skewMs = 0;
  private imposed = false;
  private started = false;
  private visits = 0;
  private cancelConnect: () => void = nothing;
  private cancelDrain: () => void = nothing;
  private cancelSound: () => void = nothing;

  constructor(private readonly options: ClientOptions) {
    this.environment = options.environment ?? browserEnvironment();
    this.follows = new Follows(this.environment, (message) => this.socket?.send(message));
    this.door = options.door ? new Door(this.environment, options.door) : null;
    this.outbox = new Outbox(this.environment, () => this.outboxKey, (message) => {
      if (!this.welcomed) return false;
      this.socket?.send(message);
      return this.socket !== null;
    });
  }

  /** For whom this page is: "a12", "c5", "g…", or "" while that is not known. */
  get subject(): string {
    return (this.door ? this.door.openedFor : this.options.subject) ?? "";
  }

  private get outboxKey(): string {
    return `live.outbox:${this.options.socket}:${this.subject}`;
  }

  get status(): Status {
    return this.currentStatus;
  }

  /** The server's time, UTC milliseconds: this machine's clock, corrected by what the server last said. */
  get serverNowMs(): number {
    return this.environment.now() + this.skewMs;
  }

  /** Call `listener` when `status` changes; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Connect, a moment later: the topics that are followed by then travel in the address, and nothing has to be sent. */
  start(): void {
    if (this.started || this.options.socket === "") return;
    this.started = true;
    this.outbox.restore();
    void this.adopt();
    this.connectAfter(0);
  }

  /** Leave (the page is hidden for good, or kept aside by the browser); `start` comes back with everything. */
  stop(): void {
    this.started = false;
    this.disconnect();
    this.cancelConnect();
    this.follows.stop();
    this.setStatus("reconnecting");
  }

  /** The page is seen again, or the network is back: do not wait any longer, and do not trust a silent connection. */
  wake(): void {
    if (!this.started || this.status === "closed") return;
    if (this.socket) this.socket.checkSilence();
    if (!this.socket && !this.imposed) this.connectAfter(0);
  }

  /** The store of a topic, without following it. Throws when this page has no reducer for it. */
  store<N extends TopicName>(name: N): Store<StateOf<N>>;
  store<State>(name: string): Store<State>;
  store(name: string): Store<unknown> {
    return this.follows.store(name);
  }

  /** Follow a topic until as many `unfollow` came; what is followed twice travels once. */
  follow<N extends TopicName>(name: N): Store<StateOf<N>>;
  follow<State>(name: string): Store<State>;
  follow(name: string): Store<unknown> {
    return this.follows.add(name);
  }

  unfollow(name: string): void {
    this.follows.remove(name);
  }

  /**
   * Ask the server to do something. Resolves with what became of it, and never rejects: it is sent again with the same
   * key after a break, so that it is done once or not at all.
   */
  command<N extends CommandName>(name: N, args: ArgsOf<N>, options?: CommandOptions): Promise<CommandOutcome> {
    return this.outbox.add(name, args, options);
  }

  /** The commands that have no answer yet, in the order in which they were asked for; those of an earlier load of this page too. */
  pending(): readonly PendingCommand[] {
    return this.outbox.pending();
  }

  /** Take up what closed tabs left, where they leave it on the device. */
  private async adopt(): Promise<void> {
    const taken = (): void => {
      this.outbox.restore();
    };
    if (!(await this.environment.adopt?.(this.outboxKey, taken))) return;
    this.outbox.restore();
    if (this.welcomed) this.outbox.resend();
    for (const listener of [...this.listeners]) listener();
  }

  // --- the connection

  private connectAfter(delayMs: number): void {
    this.cancelConnect();
    this.cancelConnect = this.environment.after(delayMs, () => {
      this.enter();
    });
  }

  /** Connect, with a ticket that is good for a while. */
  private enter(): void {
    this.imposed = false;
    if (this.door?.isDue) void this.visit(this.door);
    else if (this.isStillThePerson()) this.connect();
  }

  private async visit(door: Door): Promise<void> {
    const visit = ++this.visits;
    this.cancelConnect = () => (this.visits += 1);
    const refusal = await door.visit();
    if (visit !== this.visits) return;
    if (refusal) this.comeBack(refusal.code, refusal.reason);
    else if (this.isStillThePerson()) this.connect();
  }

  /** Whether the page is for whom the ticket names now; if not, it is to be opened again. */
  private isStillThePerson(): boolean {
    if (this.door?.isForAnother) {
      this.options.onAnother?.();
      return false;
    }
    if (this.door?.openedFor === null) {
      this.door.openedFor = this.door.visitor?.subject ?? null;
      this.outbox.restore();
    }
    return true;
  }

  /** The ticket names `subject`, and the cookie beside it somebody else: have both say the same. */
  private async lookAgain(door: Door, subject: string): Promise<void> {
    if (door.visitor?.subject !== subject) await door.visit();
    this.isStillThePerson();
  }

  private connect(): void {
    this.cancelConnect();
    const socket = new LiveSocket(this.address(), this.environment, {
      message: (message) => {
        this.receive(message);
      },
      ended: (code, reason) => {
        if (this.socket === socket) this.ended(code, reason);
      },
    });
    this.socket = socket;
  }

  private address(): string {
    const url = new URL(this.options.socket, globalThis.location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const query = this.follows.query();
    return query === "" ? url.href : `${url.href}?${query}`;
  }

  private ended(code: number, reason: string): void {
    this.forgetSocket();
    if (TICKET_CODES.has(code) && this.door?.refused()) this.comeBack(ABNORMAL, "");
    else this.comeBack(code, reason);
  }

  private comeBack(code: number, reason: string): void {
    const pause = pauseBefore(this.attempt, code, () => this.environment.random(), reason);
    if (pause === null) {
      this.closeCode = code;
      this.setStatus("closed");
      this.outbox.abandon(`the connection was closed with ${code}`);
      return;
    }
    this.attempt += 1;
    this.imposed = pause.imposed;
    if (this.status !== "connecting") this.setStatus("reconnecting");
    this.connectAfter(pause.delayMs);
  }

  private disconnect(): void {
    const socket = this.socket;
    this.forgetSocket();
    socket?.end(1000);
  }

  private forgetSocket(): void {
    this.socket = null;
    this.welcomed = false;
    this.outbox.pause();
    this.follows.closed();
    this.cancelDrain();
    this.cancelSound();
  }

  private setStatus(status: Status): void {
    if (status === this.currentStatus) return;
    this.currentStatus = status;
    for (const listener of [...this.listeners]) listener();
  }

  // --- messages

  private receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.welcome(message);
        break;
      case "snapshot":
      case "facts":
      case "values":
      case "pulse":
      case "unavailable":
        this.follows.receive(message);
        break;
      case "ack":
        this.outbox.acknowledge(message);
        break;
      case "refusal":
        this.outbox.refuse(message);
        break;
      case "notice":
        if (message.code === "live.degraded") this.setStatus("degraded");
        if (message.code === "live.recovered") this.setStatus("live");
        break;
      case "beat":
        // A message that waited says too early a time: the latest clock is the right one.
        this.skewMs = Math.max(this.skewMs, message.at_ms - this.environment.now());
        break;
      case "drain":
        this.cancelDrain();
        this.cancelDrain = this.environment.after(this.environment.random() * message.window_ms, () => {
          this.disconnect();
          this.setStatus("reconnecting");
          this.enter();
        });
        break;
    }
  }

  private welcome(message: WelcomeMessage): void {
    // What somebody else left to be sent stays unsent.
    this.welcomed = !this.door || message.subject === this.subject;
    this.skewMs = message.at_ms - this.environment.now();
    this.cancelSound = this.environment.after(SOUND_MS, () => {
      this.attempt = 0;
      this.door?.sound();
    });
    if (this.door && !this.welcomed) void this.lookAgain(this.door, message.subject);
    this.setStatus(message.degraded ? "degraded" : "live");
    this.follows.opened();
    this.outbox.resend();
  }
}

function nothing(): void {
  // There is nothing to cancel yet.
}
