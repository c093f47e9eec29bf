/** The ticket of a page that is the same for everybody: whose it is, and how to get it or renew it. */
import { ABNORMAL, OVERLOADED } from "./backoff";
import type { Environment } from "./environment";

/** Whom this browser's ticket names, as the readable cookie beside it says. */
export interface Visitor {
  /** "a12" (a registered attendee), "g…" (a guest) or "k3" (a key in the address). */
  readonly subject: string;
  /** From when on the ticket is to be renewed, UTC milliseconds. */
  readonly renewAtMs: number;
}

export interface DoorAddress {
  /** The address that gives and renews tickets (POST). */
  readonly visit: string;
  /** The name of the readable cookie: `<subject>.<UTC seconds from which the ticket is to be renewed>`. */
  readonly cookie: string;
}

/** Why a visit gave no ticket, in the words of close codes: those say whether and when to come back. */
export interface Refusal {
  readonly code: number;
  readonly reason: string;
}

const NO_TICKET: Refusal = { code: 4401, reason: "" };

export class Door {
  /** For whom the page was opened; null until somebody is known. */
  openedFor: string | null;

  private ticketIsVoid = false;
  private triedAnother = false;

  constructor(
    private readonly environment: Environment,
    private readonly address: DoorAddress,
  ) {
    this.openedFor = this.visitor?.subject ?? null;
  }

  /** Who this browser is now: another tab may have changed it. Null before the first visit. */
  get visitor(): Visitor | null {
    const value = this.environment.cookie(this.address.cookie);
    const match = /^([agk][0-9a-f]+)\.(\d+)$/.exec(value ?? "");
    return match?.[1] && match[2] ? { subject: match[1], renewAtMs: Number(match[2]) * 1000 } : null;
  }

  /** Whether to visit before connecting: the ticket is missing, refused, or in the second half of its life. */
  get isDue(): boolean {
    const visitor = this.visitor;
    return this.ticketIsVoid || visitor === null || visitor.renewAtMs <= this.environment.now();
  }

  /** Whether the page is wrong for whom the browser is now. Who was nobody becomes a guest without noticing. */
  get isForAnother(): boolean {
    const now = this.visitor?.subject ?? null;
    if (now === null || now === this.openedFor) return false;
    return this.openedFor !== null || now.startsWith("a");
  }

  /** A socket refused the ticket. Returns whether another one may help: once, until a connection was sound. */
  refused(): boolean {
    if (this.triedAnother) return false;
    this.ticketIsVoid = this.triedAnother = true;
    return true;
  }

  /** A connection was sound: the next refusal is worth another visit. */
  sound(): void {
    this.triedAnother = false;
  }

  /** Get or renew the ticket; returns null when that is done. Never rejects. */
  async visit(): Promise<Refusal | null> {
    const { status, retryAfterMs } = await this.environment.post(this.address.visit + (this.ticketIsVoid ? "?renew=1" : ""));
    if (retryAfterMs !== null) return { code: OVERLOADED, reason: `after_ms=${retryAfterMs}` };
    if (status >= 400 && status < 500) return NO_TICKET;
    if (status < 200 || status >= 300) return { code: ABNORMAL, reason: "" };
    this.ticketIsVoid = false;
    return null;
  }
}
