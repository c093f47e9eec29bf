/** Commands on their way: each is sent with the same key until it is acknowledged, refused, or too old. */
import type { Environment } from "./environment";
import type { AckMessage, CommandMessage, RefusalMessage } from "./messages";

/** What became of a command. Codes that begin with "client." are this client's own (README.md lists them). */
export type CommandOutcome =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    };

export interface CommandOptions {
  /** The idempotency key, where the caller wants to know it; by default a new one. */
  readonly key?: string;
  /** Give up after this long without an answer (whether it was done is then unknown). Default: a minute. */
  readonly timeoutMs?: number;
  /** Keep it over a reload of the page, so that what somebody typed is not lost. Default: false. */
  readonly keep?: boolean;
  /**
   * Send it now or not at all, and never again: for what means nothing a moment later, and would count twice. Without
   * a connection it ends with `client.offline`; when that breaks first, whether it was done is unknown. Default: false.
   */
  readonly once?: boolean;
}

/** A command without an answer yet. */
export interface PendingCommand {
  readonly key: string;
  readonly name: string;
  readonly args: unknown;
  /** When it was asked for, by this machine's clock in UTC milliseconds. */
  readonly madeAtMs: number;
  readonly outcome: Promise<CommandOutcome>;
}

const TIMEOUT_MS = 60_000;
/** Without an answer on an open connection for this long, ask again: the key makes it harmless. */
const REPEAT_MS = 10_000;
const MAX_RETRIES = 5;
const RETRY_BASE_MS = 500;
/** All of them are sent at once after a break, and the server takes 100 frames at once. */
const MAX_ENTRIES = 50;
/** LIVE_MAX_FRAME_BYTES of the server is 16 KiB; a bigger frame would cost the connection. */
const MAX_BYTES = 16 * 1024 - 512;
/** Later than this, what comes out of the storage would surprise the person who typed it. */
const KEEP_MS = 10 * 60_000;

/** Refusals that ask to come again with the same key. */
const PASSING_CODES: ReadonlySet<string> = new Set(["live.busy", "live.unavailable"]);

interface Entry extends PendingCommand {
  readonly keep: boolean;
  readonly once: boolean;
  readonly timeoutMs: number;
  retries: number;
  readonly resolve: (outcome: CommandOutcome) => void;
  cancelTimeout: () => void;
  cancelRepeat: () => void;
}

interface Kept {
  readonly key: string;
  readonly name: string;
  readonly args: unknown;
  readonly madeAtMs: number;
  readonly timeoutMs: number;
}

/** As an earlier version of this page may have kept it. */
type KeptBefore = Omit<Kept, "timeoutMs"> & { readonly timeoutMs?: number };

export class Outbox {
  private readonly entries = new Map<string, Entry>();
  private abandoned: string | null = null;

  /** `storageKey` names the person and the place; `send` passes a message on if there is a connection, and says whether. */
  constructor(
    private readonly environment: Environment,
    private readonly storageKey: () => string,
    private readonly send: (message: CommandMessage) => boolean,
  ) {}

  /** Take a command and send it as soon as there is a connection. A key that is on its way already is not doubled. */
  add(name: string, args: unknown, options: CommandOptions = {}): Promise<CommandOutcome> {
    const key = options.key ?? this.environment.newKey();
    const known = this.entries.get(key);
    if (known) return known.outcome;
    if (this.abandoned !== null) return Promise.resolve(failure("client.closed", this.abandoned));
    if (this.entries.size >= MAX_ENTRIES) {
      return Promise.resolve(failure("client.outbox_full", `expected at most ${MAX_ENTRIES} commands on their way`));
    }
    const bytes = new TextEncoder().encode(JSON.stringify(args)).length;
    if (bytes > MAX_BYTES) {
      return Promise.resolve(failure("client.too_large", `expected at most ${MAX_BYTES} bytes, got ${bytes}`));
    }
    const { timeoutMs = TIMEOUT_MS, keep = false, once = false } = options;
    const entry = this.enter({ key, name, args, madeAtMs: this.environment.now(), timeoutMs }, { keep, once });
    if (keep) this.save();
    this.dispatch(entry);
    return entry.outcome;
  }

  /** Take up what an earlier load of this page kept. */
  restore(): void {
    for (const kept of this.load()) {
      if (this.environment.now() - kept.madeAtMs < KEEP_MS && !this.entries.has(kept.key)) this.enter(kept, { keep: true });
    }
    this.save();
  }

  /** What has no answer yet, in the order of its making. */
  pending(): readonly PendingCommand[] {
    return [...this.entries.values()];
  }

  /** Send everything again, in order: the connection is new, and the server knows which keys it has done. */
  resend(): void {
    for (const entry of this.entries.values()) this.dispatch(entry);
  }

  acknowledge(message: AckMessage): void {
    this.settle(message.id, { ok: true, result: message.result });
  }

  refuse(message: RefusalMessage): void {
    const entry = this.entries.get(message.id);
    if (!entry) return;
    if (PASSING_CODES.has(message.code) && !entry.once && entry.retries < MAX_RETRIES) {
      entry.retries += 1;
      const asked = Number(message.details["retry_after_ms"] ?? 0);
      const spread = this.environment.random() * RETRY_BASE_MS * 2 ** entry.retries;
      this.repeatAfter(entry, asked + spread);
      return;
    }
    const { code, message: text, details } = message;
    this.settle(message.id, { ok: false, code, message: text, details });
  }

  /** The connection ended for good: nothing can arrive any more. Kept commands stay for the next load of the page. */
  abandon(message: string): void {
    this.abandoned = message;
    for (const entry of [...this.entries.values()]) this.settle(entry.key, failure("client.closed", message), entry.keep);
  }

  /** The connection broke: stop every timer. Nothing is settled but what was to be sent once, whose answer is lost. */
  pause(): void {
    for (const entry of [...this.entries.values()]) {
      entry.cancelRepeat();
      if (entry.once) this.settle(entry.key, failure("client.offline", "the connection broke; whether it was done is unknown"));
    }
  }

  private enter(kept: Kept, { keep = false, once = false }: Pick<CommandOptions, "keep" | "once">): Entry {
    let resolve: (outcome: CommandOutcome) => void = () => undefined;
    const outcome = new Promise<CommandOutcome>((settle) => (resolve = settle));
    const entry: Entry = {
      ...kept,
      keep,
      once,
      retries: 0,
      outcome,
      resolve,
      cancelRepeat: () => undefined,
      cancelTimeout: this.environment.after(kept.timeoutMs, () => {
        this.settle(kept.key, failure("client.timeout", `no answer to "${kept.name}"; whether it was done is unknown`));
      }),
    };
    this.entries.set(entry.key, entry);
    return entry;
  }

  private dispatch(entry: Entry): void {
    entry.cancelRepeat();
    const isSent = this.send({ type: "command", id: entry.key, name: entry.name, args: entry.args });
    if (entry.once && !isSent) this.settle(entry.key, failure("client.offline", "expected a connection, got none"));
    else if (isSent && !entry.once) this.repeatAfter(entry, REPEAT_MS);
  }

  private repeatAfter(entry: Entry, delayMs: number): void {
    entry.cancelRepeat();
    entry.cancelRepeat = this.environment.after(delayMs, () => {
      this.dispatch(entry);
    });
  }

  private settle(key: string, outcome: CommandOutcome, stays = false): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    entry.cancelRepeat();
    entry.cancelTimeout();
    this.entries.delete(key);
    if (entry.keep && !stays) this.save();
    entry.resolve(outcome);
  }

  private save(): void {
    const kept: Kept[] = [...this.entries.values()]
      .filter((entry) => entry.keep)
      .map(({ key, name, args, madeAtMs, timeoutMs }) => ({ key, name, args, madeAtMs, timeoutMs }));
    try {
      if (kept.length > 0) this.environment.storage?.setItem(this.storageKey(), JSON.stringify(kept));
      else this.environment.storage?.removeItem(this.storageKey());
    } catch {
      // The storage is full or forbidden: the command is still on its way, only a reload would lose it.
    }
  }

  private load(): Kept[] {
    try {
      const kept = JSON.parse(this.environment.storage?.getItem(this.storageKey()) ?? "[]") as KeptBefore[];
      return kept
        .map((each) => ({ ...each, timeoutMs: each.timeoutMs ?? TIMEOUT_MS }))
        .sort((one, other) => one.madeAtMs - other.madeAtMs);
    } catch {
      return [];
    }
  }
}

function failure(code: string, message: string): CommandOutcome {
  return { ok: false, code, message, details: {} };
}
