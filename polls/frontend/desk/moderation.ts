/** What the audience wrote to the poll that is looked at: answers, or the words of a cloud. */
import { nothing, type TemplateResult } from "lit";
import type { LiveClient } from "../../../live/frontend/client";
import type { DeskPoll, PollDeskState } from "../../../live/frontend/wire.gen";
import type { AnswerRow } from "./answer-rows";
import { Answers } from "./answers";
import { Cloud } from "./cloud";
import { cloudList } from "./cloud-list";
import type { CloudWord } from "./cloud-rows";
import { bad, good, type Said } from "./deeds";
import { lane } from "./lane";
import { leaderboard } from "./leaders";
import { t } from "./words";

const SAID_CHARS = 80;

/** What the console is told. */
export interface Listener {
  readonly changed: () => void;
  readonly say: (said: Said) => void;
  /** A decision was made by click or key: the lane has the keyboard. */
  readonly entered: () => void;
  readonly isLocked: () => boolean;
}

export class Moderation {
  private readonly answers: Answers;
  private readonly cloud: Cloud;
  private kind: DeskPoll["poll"]["kind"] | undefined;

  constructor(
    private readonly live: () => LiveClient,
    private readonly listener: Listener,
  ) {
    this.answers = new Answers(live, listener.changed);
    this.cloud = new Cloud(live, listener.changed);
  }

  /** Lay out what belongs to `desk`. */
  open(desk: DeskPoll | undefined, state: PollDeskState): void {
    const id = desk?.poll.id ?? null;
    this.kind = desk?.poll.kind;
    this.answers.open(this.kind === "text" ? id : null, state.waiting[id ?? 0] ?? 0);
    this.cloud.open(this.kind === "words" ? id : null, state.tallies[id ?? 0]);
  }

  close(): void {
    this.cloud.close();
  }

  render(state: PollDeskState): TemplateResult | typeof nothing {
    const isLocked = this.listener.isLocked();
    const nowMs = this.live().serverNowMs;
    switch (this.kind) {
      case "text":
        return lane(this.answers, { isLocked, nowMs, decide: this.decide });
      case "words":
        return cloudList(this.cloud, { isLocked, nowMs, turn: this.turn });
      case "quiz":
        return leaderboard(state.leaders);
      default:
        return nothing;
    }
  }

  step(by: number): void {
    if (this.kind === "text") this.answers.step(by);
    else this.cloud.step(by);
  }

  nextTab(): void {
    const next = { waiting: "shown", shown: "hidden", hidden: "waiting" } as const;
    if (this.kind === "text") this.answers.choose(next[this.answers.tab]);
  }

  /** Read what is new, or sort the words again. */
  freshen(): void {
    if (this.kind === "text") void this.answers.readOn();
    else if (this.kind === "words") this.cloud.sort();
  }

  decideAtCursor(decision: "show" | "hide"): void {
    const row = this.answers.rows.find(({ record }) => record.id === this.answers.cursor);
    if (this.kind === "text" && row) this.decide(row, decision);
    const word = this.cloud.words.find((each) => each.word === this.cloud.cursor);
    const isHidden = decision === "show";
    if (this.kind === "words" && word?.is_hidden === isHidden) this.turn(word);
  }

  private readonly decide = (row: AnswerRow, decision: "show" | "hide"): void => {
    if (this.listener.isLocked()) return;
    this.listener.entered();
    void this.answers.decide(row.record.id, decision).then((outcome) => {
      if (!outcome) return;
      this.listener.entered();
      const text = row.record.text.slice(0, SAID_CHARS);
      this.listener.say(outcome.ok ? good(t(decision === "show" ? "showDone" : "hideDone", { text })) : bad(outcome, undefined, this.live()));
    });
  };

  private readonly turn = (word: CloudWord): void => {
    if (this.listener.isLocked()) return;
    void this.cloud.turn(word).then((outcome) => {
      if (!outcome) return;
      const done = t(word.is_hidden ? "wordBack" : "wordHidden", { word: word.label });
      this.listener.say(outcome.ok ? good(done) : bad(outcome, undefined, this.live()));
    });
  };
}
