/** Who works on a question; and the claim that one holds while a form is open. */
import type { LiveClient } from "../../../live/frontend/client";
import type { Claim, DeskQuestion } from "../../../live/frontend/wire.gen";

/** CLAIM_S of the server. */
export const CLAIM_MS = 90_000;
const RENEW_MS = CLAIM_MS / 2;

/** The question's claim, while it holds. */
export function liveClaim(question: Pick<DeskQuestion, "claim">, nowMs: number): Claim | null {
  return question.claim && question.claim.until_ms > nowMs ? question.claim : null;
}

/** The claim of somebody else, while it holds. */
export function heldByAnother(question: Pick<DeskQuestion, "claim">, me: string, nowMs: number): Claim | null {
  const claim = liveClaim(question, nowMs);
  return claim && claim.subject !== me ? claim : null;
}

/** Claims the question of an open form, renews it in time, and lets go of it. */
export class ClaimKeeper {
  private held: number | null = null;
  private isOurs = false;
  private renewal: ReturnType<typeof setInterval> | undefined;

  /** `find` gives the question as it is now; `refused` is told when somebody else has it. */
  constructor(
    private readonly live: Pick<LiveClient, "command">,
    private readonly find: (id: number) => DeskQuestion | undefined,
    private readonly refused: (id: number, code: string, details: Readonly<Record<string, unknown>>) => void,
  ) {}

  hold(question: DeskQuestion): void {
    this.drop();
    this.held = question.id;
    void this.claim(question);
    this.renewal = setInterval(() => {
      const now = this.held === null ? undefined : this.find(this.held);
      if (now) void this.claim(now);
      else this.forget();
    }, RENEW_MS);
  }

  /** Let go. After a move there is nothing left to let go of: the move has cleared the claim. */
  drop(): void {
    const { held: id, isOurs } = this;
    this.forget();
    if (id !== null && isOurs) void this.live.command("desk.release", { question_id: id });
  }

  /** Stop renewing; the claim itself is gone already, or runs out. */
  forget(): void {
    this.held = null;
    this.isOurs = false;
    clearInterval(this.renewal);
  }

  private async claim(question: DeskQuestion): Promise<void> {
    const { id, version } = question;
    const outcome = await this.live.command("desk.claim", { question_id: id, version });
    if (this.held !== id) {
      // It was let go of while this was on its way.
      if (outcome.ok) void this.live.command("desk.release", { question_id: id });
      return;
    }
    // A director may let go of anybody's claim: what was not granted is not given back.
    this.isOurs = outcome.ok;
    if (outcome.ok || outcome.code !== "qa.claimed") return;
    this.forget();
    this.refused(id, outcome.code, outcome.details);
  }
}
