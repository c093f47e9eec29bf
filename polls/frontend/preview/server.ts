/** The server of a preview: it lives in the page, knows one poll, and forgets everything when the page goes. */
import type { SocketLike } from "../../../live/frontend/environment";
import type { ClientMessage, CommandMessage, ServerMessage } from "../../../live/frontend/messages";
import type { GivenAnswer, PollRecord, PollsState, Tally } from "../../../live/frontend/wire.gen";
import { answersTo, tallyOf } from "./crowd";
import { samplesOf } from "./words";

export type Stage = "open" | "closed" | "results";

/** Pages leave a connection on which they hear nothing for three beats. */
const BEAT_MS = 10_000;
const POINTS = 870;
/** What is kept of an answer says all of it, whatever its kind. */
type Answer = Required<GivenAnswer>;
const NOTHING: Answer = { options: [], value: null, words: [], text: "" };
const SUBJECT = "preview";
const EPOCH = "preview";

/** One poll in the hands of whoever looks at its preview. */
export class PreviewServer {
  stage: Stage = "open";
  private socket: PreviewSocket | null = null;
  private topic = "";
  private offset = 0;
  private rev = 0;
  private readonly crowd: readonly GivenAnswer[];
  private own: Answer | null = null;
  private revision = 0;
  private openedAtMs = 0;
  private name = "";

  constructor(
    private readonly poll: PollRecord,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.crowd = answersTo(poll);
    this.openedAtMs = this.now();
  }

  /** What LiveClient opens in place of a WebSocket. */
  readonly connect = (address: string): SocketLike => {
    this.socket = new PreviewSocket((message) => {
      this.receive(message);
    });
    const topics = new URL(address).searchParams.getAll("follow");
    const { socket } = this;
    queueMicrotask(() => {
      socket.open(this.now());
      for (const topic of topics) this.follow(topic);
    });
    return socket;
  };

  /** Do what the crew would do. */
  move(stage: Stage): void {
    if (stage === "open") this.openedAtMs = this.now();
    this.stage = stage;
    this.say({ type: "snapshot", topic: this.topic, epoch: EPOCH, offset: ++this.offset, rev: ++this.rev, state: this.state() });
  }

  private receive(message: ClientMessage): void {
    if (message.type === "follow") this.follow(message.topic);
    else if (message.type === "command") this.answer(message);
  }

  private follow(asked: string): void {
    const topic = asked.split("@")[0] ?? asked;
    if (topic.startsWith("polls/")) this.topic = topic;
    const state = topic.startsWith("polls/") ? this.state() : null;
    if (state) this.say({ type: "snapshot", topic, epoch: EPOCH, offset: this.offset, rev: this.rev, state });
    else this.say({ type: "unavailable", topic, code: "live.unknown_topic" });
  }

  private answer({ id, name, args }: CommandMessage): void {
    if (name === "polls.vote") {
      this.own = { ...NOTHING, ...(args as { answer: GivenAnswer }).answer };
      this.revision += 1;
      this.say({ type: "ack", id, result: { vote: this.vote } });
      this.say({ type: "values", topic: this.topic, epoch: EPOCH, rev: ++this.rev, values: this.values() });
    } else if (name === "polls.mine") {
      this.say({ type: "ack", id, result: { polls: [this.mine()], score: this.score() } });
    } else if (name === "polls.choose_name") {
      this.name = (args as { name: string }).name;
      this.say({ type: "ack", id, result: { name: this.name } });
    } else {
      this.say({ type: "refusal", id, code: "live.unknown_command", message: "a preview does not know it", details: {} });
    }
  }

  private state(): PollsState {
    const { poll, stage } = this;
    const at = this.now();
    const isSurvey = poll.placement === "feedback";
    const closes = stage !== "open" ? at : poll.seconds === null ? null : this.openedAtMs + poll.seconds * 1000;
    const told: PollRecord = {
      ...poll,
      opens_at_ms: isSurvey ? null : this.openedAtMs,
      closes_at_ms: isSurvey ? null : closes,
      accepts_until_ms: isSurvey ? null : closes,
      results_at_ms: stage === "results" ? at : null,
      gone_at_ms: null,
      right_options: stage === "results" ? poll.right_options : [],
      right_value: stage === "results" ? poll.right_value : null,
    };
    const key = String(poll.id);
    return {
      polls: [told],
      ballots: { [key]: this.tally.ballots },
      tallies: this.showsTally ? { [key]: this.tally } : {},
      texts: poll.kind === "text" ? { [key]: samplesOf("texts").map((text, at) => ({ id: at + 1, number: at + 1, text, author_name: this.author(at) })) } : {},
      leaders: poll.kind === "quiz" && stage === "results" ? this.leaders() : [],
    };
  }

  private author(place: number): string {
    return this.poll.is_anonymous ? "" : (samplesOf("names")[place] ?? "");
  }

  private leaders(): PollsState["leaders"] {
    return samplesOf("names").map((name, place) => ({ rank: place + 1, name, points: 1000 - 47 * place, right: 1 }));
  }

  private values(): Record<string, unknown> {
    const { id } = this.poll;
    const ballots = { [`ballots/${String(id)}`]: this.tally.ballots };
    return this.showsTally ? { ...ballots, [`tally/${String(id)}`]: this.tally } : ballots;
  }

  private get tally(): Tally {
    return tallyOf(this.poll, this.own ? [...this.crowd, this.own] : this.crowd);
  }

  private get showsTally(): boolean {
    return this.stage === "results" || this.poll.results === "live";
  }

  private get vote(): unknown {
    return this.own ? { poll_id: this.poll.id, revision: this.revision, answer: this.poll.is_anonymous ? null : this.own } : null;
  }

  private mine(): unknown {
    const isTold = this.poll.kind === "quiz" && this.stage === "results" && this.own !== null;
    const points = isTold && this.isRight ? POINTS : 0;
    return { poll_id: this.poll.id, is_invited: true, vote: this.vote, points: isTold ? points : null, is_right: isTold ? points > 0 : null };
  }

  private score(): unknown {
    if (this.poll.kind !== "quiz" || this.stage !== "results" || !this.own) return null;
    const points = this.isRight ? POINTS : 0;
    return { name: this.name, points, right: this.isRight ? 1 : 0, rank: this.isRight ? 4 : 101 };
  }

  private get isRight(): boolean {
    return this.own?.options[0] === this.poll.right_options[0];
  }

  private say(message: ServerMessage): void {
    this.socket?.say(message);
  }
}

class PreviewSocket implements SocketLike {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  private beats: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly receive: (message: ClientMessage) => void) {}

  open(at_ms: number): void {
    this.onopen?.(new Event("open"));
    this.say({ type: "welcome", subject: SUBJECT, roles: ["attendee"], at_ms, degraded: false });
    this.beats = setInterval(() => {
      this.say({ type: "beat", at_ms: Date.now() });
    }, BEAT_MS);
  }

  say(message: ServerMessage): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify([message]) }));
  }

  send(data: string): void {
    const message = JSON.parse(data) as ClientMessage;
    queueMicrotask(() => {
      this.receive(message);
    });
  }

  close(): void {
    clearInterval(this.beats);
  }
}
