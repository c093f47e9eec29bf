/* eslint-disable */
/* Generated from the Python types by `manage.py generate_wire_types`. Do not edit. */

/**
 * What a client sends: one a frame.
 */
export type ClientMessage = Command | Follow | Unfollow;
/**
 * What a server sends: an array of these a frame.
 */
export type ServerMessage =
  Welcome | Snapshot | Facts | Values | Pulse | Ack | Refused | Unavailable | Notice | Beat | Drain;

/**
 * The command was done, and is durable.
 */
export interface Ack {
  id: string;
  result: unknown;
  type: "ack";
}
/**
 * Ask a question. The policy's bounds hold for the text once it is clean; these are only for the frame.
 */
export interface Ask {
  anonymous?: boolean;
  language?: string;
  text: string;
}
/**
 * The crew decided whether a question's graphics go when it leaves the air.
 */
export interface AutoHideChanged {
  auto_hide: boolean;
}
/**
 * The heartbeat: one broadcast frame. A client that misses three has lost its connection.
 */
export interface Beat {
  at_ms: number;
  type: "beat";
}
/**
 * Decide whether the graphics of a question go by themselves when it leaves the air.
 */
export interface ChangeAutoHide {
  auto_hide: boolean;
}
/**
 * Move the event from the phase that the caller sees to another.
 */
export interface ChangePhase {
  from_phase: "after" | "before" | "live";
  phase: "after" | "before" | "live";
}
/**
 * Change what is given.
 */
export interface ChangePolicy {
  accepts_questions?: boolean | null;
  max_chars?: number | null;
  min_chars?: number | null;
}
/**
 * Asks for something to be done. `id` is the idempotency key: a repeated id has no second effect.
 */
export interface Command {
  args: unknown;
  id: string;
  name: string;
  type: "command";
}
/**
 * Asks for a topic, from `since` (`<epoch>.<offset>.<rev>`) on where it is known, else with a snapshot.
 */
export interface Follow {
  since?: string | null;
  topic: string;
  type: "follow";
}
/**
 * Ends a topic for this connection.
 */
export interface Unfollow {
  topic: string;
  type: "unfollow";
}
/**
 * Take the stream off the air.
 */
export interface CloseStream {}
/**
 * The arguments of each command, by name.
 */
export interface CommandArgs {
  "desk.approve": Move;
  "desk.change_policy": ChangePolicy;
  "desk.order": OrderDeck;
  "desk.recall": Move;
  "desk.reject": Reject;
  "desk.send": Move;
  "event.change_phase": ChangePhase;
  "graphics.change_auto_hide": ChangeAutoHide;
  "graphics.hide": HideGraphic;
  "graphics.make_key": MakeKey;
  "graphics.revoke_key": RevokeKey;
  "graphics.set_ticker": SetTicker;
  "graphics.show": ShowGraphic;
  "qa.ask": Ask;
  "qa.take_back_upvote": TakeBackUpvote;
  "qa.upvote": Upvote;
  "qa.withdraw": Withdraw;
  "set.answer": Move;
  "set.put_back": Move;
  "set.skip": Move;
  "set.take": Move;
  "stream.close": CloseStream;
  "stream.open": OpenStream;
  "stream.restart": RestartStream;
}
/**
 * Move the question that was seen at `version`.
 */
export interface Move {
  question_id: number;
  version: number;
}
/**
 * Put the deck that was seen at `deck_version` into this order, next first.
 */
export interface OrderDeck {
  deck_version: number;
  /**
   * @maxItems 100
   */
  question_ids: number[];
}
/**
 * Dismiss the question that was seen at `version`, with a reason that its asker reads.
 */
export interface Reject {
  question_id: number;
  reason: string;
  version: number;
}
/**
 * Take a graphic off the air.
 */
export interface HideGraphic {
  kind: "full" | "lower_third" | "ticker";
}
/**
 * Make a key to the pages of graphics; the label says for which machine.
 */
export interface MakeKey {
  label: string;
}
/**
 * End a key, and close what it has opened.
 */
export interface RevokeKey {
  key_id: number;
}
/**
 * Give the ticker that was seen at `version` these lines; each names a question or has a text.
 */
export interface SetTicker {
  /**
   * @maxItems 20
   */
  lines: WantedLine[];
  version: number;
}
/**
 * A line of the ticker: a question, or words of the crew's.
 */
export interface WantedLine {
  question_id?: number | null;
  text?: string;
}
/**
 * Put a graphic on air.
 */
export interface ShowGraphic {
  kind: "full" | "lower_third" | "ticker";
}
/**
 * Wish it no longer.
 */
export interface TakeBackUpvote {
  question_id: number;
}
/**
 * Wish to hear the answer.
 */
export interface Upvote {
  question_id: number;
}
/**
 * Take one's own question back.
 */
export interface Withdraw {
  question_id: number;
}
/**
 * Put the stream on the air.
 */
export interface OpenStream {}
/**
 * Replace the encoder by a fresh one.
 */
export interface RestartStream {}
/**
 * The questions that wait on the set, next first. `version` grows when the deck or its order changes.
 */
export interface Deck {
  question_ids: number[];
  version: number;
}
/**
 * The deck has another order.
 */
export interface DeckOrdered {
  deck: Deck;
  ordered_by: string;
}
/**
 * A question as the crew sees it. `asker_name` is None for an anonymous one, whose other asker fields are empty.
 *
 * `moved_by` names the crew member of the last move; it is empty when the asker made it.
 */
export interface DeskQuestion {
  answered_at_ms: number | null;
  asked_at_ms: number;
  asker_company: string;
  asker_country: string;
  asker_name: string | null;
  id: number;
  language: string;
  moved_at_ms: number;
  moved_by: string;
  on_air_at_ms: number | null;
  published_at_ms: number | null;
  reason: string;
  state: "answered" | "approved" | "on_air" | "on_deck" | "pending" | "rejected" | "skipped" | "withdrawn";
  text: string;
  version: number;
}
/**
 * All open questions, and the latest that are closed, by id.
 */
export interface DeskState {
  deck: Deck;
  policy: Policy;
  questions: {
    [k: string]: DeskQuestion;
  };
  upvotes: {
    [k: string]: number;
  };
}
/**
 * What the organiser decided about questions; the event's phase has its say as well (none are taken after it).
 */
export interface Policy {
  accepts_questions: boolean;
  allows_anonymous: boolean;
  max_chars: number;
  min_chars: number;
}
/**
 * This edge is leaving: reconnect at a random moment within `window_ms`.
 */
export interface Drain {
  type: "drain";
  window_ms: number;
}
/**
 * The event has another name.
 */
export interface EventRenamed {
  name: string;
}
/**
 * The event begins and ends at other moments (UTC milliseconds).
 */
export interface EventRescheduled {
  ends_at_ms: number;
  starts_at_ms: number;
}
/**
 * An event as every open page knows it; moments in UTC milliseconds.
 */
export interface EventState {
  ends_at_ms: number;
  name: string;
  phase: "after" | "before" | "live";
  phase_since_ms: number;
  starts_at_ms: number;
}
/**
 * The facts of each topic kind: by prefix, then by kind.
 */
export interface FactMap {
  desk: {
    DeckOrdered: DeckOrdered;
    QuestionAnswered: QuestionAnswered;
    QuestionApproved: QuestionApproved;
    QuestionAsked: QuestionAsked;
    QuestionPolicyChanged: QuestionPolicyChanged;
    QuestionPutBack: QuestionPutBack;
    QuestionRecalled: QuestionRecalled;
    QuestionRejected: QuestionRejected;
    QuestionSentToSet: QuestionSentToSet;
    QuestionSkipped: QuestionSkipped;
    QuestionTaken: QuestionTaken;
    QuestionWithdrawn: QuestionWithdrawn;
  };
  event: {
    EventRenamed: EventRenamed;
    EventRescheduled: EventRescheduled;
    PhaseChanged: PhaseChanged;
  };
  graphics: {
    AutoHideChanged: AutoHideChanged;
    GraphicHidden: GraphicHidden;
    GraphicShown: GraphicShown;
    QuestionOnAirChanged: QuestionOnAirChanged;
    TickerChanged: TickerChanged;
  };
  "graphics-keys": {
    GraphicsKeyMade: GraphicsKeyMade;
    GraphicsKeyRevoked: GraphicsKeyRevoked;
  };
  "my-questions": {
    MyQuestionAsked: MyQuestionAsked;
    MyQuestionMoved: MyQuestionMoved;
    UpvoteCast: UpvoteCast;
    UpvoteTakenBack: UpvoteTakenBack;
  };
  questions: {
    QuestionPolicyChanged: QuestionPolicyChanged;
    QuestionProgressed: QuestionProgressed;
    QuestionPublished: QuestionPublished;
    QuestionUnpublished: QuestionUnpublished;
  };
  set: {
    DeckOrdered: DeckOrdered;
    QuestionAnswered: QuestionAnswered;
    QuestionPutBack: QuestionPutBack;
    QuestionRecalled: QuestionRecalled;
    QuestionSentToSet: QuestionSentToSet;
    QuestionSkipped: QuestionSkipped;
    QuestionTaken: QuestionTaken;
    QuestionWithdrawn: QuestionWithdrawn;
  };
  stream: {
    StreamEnded: StreamEnded;
    StreamInterrupted: StreamInterrupted;
    StreamOpened: StreamOpened;
    StreamStarted: StreamStarted;
  };
}
/**
 * It was answered on air. `evicted_id` is the finished question that leaves the lists.
 */
export interface QuestionAnswered {
  evicted_id: number | null;
  question: DeskQuestion;
}
/**
 * A moderator approved it, or took its rejection back: the audience sees it.
 */
export interface QuestionApproved {
  question: DeskQuestion;
}
/**
 * An attendee asked; the question is pending.
 */
export interface QuestionAsked {
  question: DeskQuestion;
}
/**
 * The organiser or the director changed the policy. On desk/<event> and questions/<event>.
 */
export interface QuestionPolicyChanged {
  policy: Policy;
}
/**
 * It is first on deck again, after it was on air, answered or skipped.
 */
export interface QuestionPutBack {
  deck: Deck;
  question: DeskQuestion;
}
/**
 * A moderator took it from the deck; it is approved again.
 */
export interface QuestionRecalled {
  deck: Deck;
  question: DeskQuestion;
}
/**
 * A moderator rejected it. `evicted_id` is the dismissed question that leaves the lists.
 */
export interface QuestionRejected {
  evicted_id: number | null;
  question: DeskQuestion;
}
/**
 * A moderator sent it to the set: it is last on deck.
 */
export interface QuestionSentToSet {
  deck: Deck;
  question: DeskQuestion;
}
/**
 * The host passed over it, on deck (then `deck` is there) or on air.
 */
export interface QuestionSkipped {
  deck: Deck | null;
  evicted_id: number | null;
  question: DeskQuestion;
}
/**
 * The host took it: it is on air.
 */
export interface QuestionTaken {
  deck: Deck;
  question: DeskQuestion;
}
/**
 * The asker took it back. `deck` is there when it was on deck.
 */
export interface QuestionWithdrawn {
  deck: Deck | null;
  evicted_id: number | null;
  question: DeskQuestion;
}
/**
 * The crew moved the event to `phase` at `since_ms` (UTC milliseconds).
 */
export interface PhaseChanged {
  phase: "after" | "before" | "live";
  since_ms: number;
}
/**
 * The crew took a graphic off the air. `question` is what the rest may go on to show.
 */
export interface GraphicHidden {
  kind: "full" | "lower_third" | "ticker";
  question: GraphicQuestion | null;
  shown: Shown;
}
/**
 * A question as graphics show it, no more than what the audience sees. `asker_name` is None for an anonymous one.
 *
 * `is_on_air` is false for one that has left the air while a graphic still shows it.
 */
export interface GraphicQuestion {
  asker_company: string;
  asker_country: string;
  asker_name: string | null;
  id: number;
  is_on_air: boolean;
  language: string;
  text: string;
}
/**
 * Which graphics are on air.
 */
export interface Shown {
  full: boolean;
  lower_third: boolean;
  ticker: boolean;
}
/**
 * The crew put a graphic on air. Of the full screen and the lower third, one takes the other's place.
 */
export interface GraphicShown {
  kind: "full" | "lower_third" | "ticker";
  shown: Shown;
}
/**
 * Another question is on air, or none, or its words changed; `shown` says which graphics go on.
 */
export interface QuestionOnAirChanged {
  question: GraphicQuestion | null;
  shown: Shown;
}
/**
 * The ticker has other lines, or the audience sees one of its questions no more. Without lines it is not shown.
 */
export interface TickerChanged {
  shown: Shown;
  ticker: Ticker;
}
/**
 * The ticker's lines in order. `version` grows when they change.
 */
export interface Ticker {
  lines: TickerLine[];
  version: number;
}
/**
 * A line of the ticker: a question, or (`question_id` None, `language` "") words of the crew's own.
 */
export interface TickerLine {
  asker_company: string;
  asker_name: string | null;
  language: string;
  question_id: number | null;
  text: string;
}
/**
 * Somebody made a key.
 */
export interface GraphicsKeyMade {
  key: GraphicsKeyRecord;
}
/**
 * A key that opens the graphics' pages. `secret` is what stands in their address.
 */
export interface GraphicsKeyRecord {
  id: number;
  label: string;
  made_at_ms: number;
  made_by: string;
  secret: string;
}
/**
 * Somebody revoked a key: it opens nothing any more, and what it had opened is closed.
 */
export interface GraphicsKeyRevoked {
  key_id: number;
}
/**
 * This person asked.
 */
export interface MyQuestionAsked {
  question: MyQuestion;
}
/**
 * A question as its asker sees it.
 */
export interface MyQuestion {
  anonymous: boolean;
  answered_at_ms: number | null;
  asked_at_ms: number;
  id: number;
  language: string;
  moved_at_ms: number;
  on_air_at_ms: number | null;
  reason: string;
  state: "answered" | "approved" | "on_air" | "on_deck" | "pending" | "rejected" | "skipped" | "withdrawn";
  text: string;
}
/**
 * Something became of this person's question.
 */
export interface MyQuestionMoved {
  question: MyQuestion;
}
/**
 * This person upvoted a question.
 */
export interface UpvoteCast {
  question_id: number;
}
/**
 * This person took an upvote back.
 */
export interface UpvoteTakenBack {
  question_id: number;
}
/**
 * A question that the audience sees moved on. `evicted_id` is the finished one that leaves the list.
 */
export interface QuestionProgressed {
  evicted_id: number | null;
  question: PublicQuestion;
}
/**
 * A question as the audience sees it. `asker_name` is None for an anonymous one.
 */
export interface PublicQuestion {
  answered_at_ms: number | null;
  asker_company: string;
  asker_name: string | null;
  id: number;
  language: string;
  on_air_at_ms: number | null;
  published_at_ms: number;
  state: "answered" | "approved" | "on_air" | "on_deck";
  text: string;
}
/**
 * The audience sees a question that it did not see.
 */
export interface QuestionPublished {
  question: PublicQuestion;
}
/**
 * The audience sees a question no more.
 */
export interface QuestionUnpublished {
  evicted_id: number | null;
  question_id: number;
}
/**
 * The crew took the stream off the air.
 */
export interface StreamEnded {
  since_ms: number;
}
/**
 * The picture stopped; it comes back by itself if it can.
 */
export interface StreamInterrupted {
  reason: "encoder_died" | "encoder_hung" | "origin_unreachable" | "restarted" | "source_lost";
  since_ms: number;
}
/**
 * The crew put the stream on the air; its picture comes soon.
 */
export interface StreamOpened {
  dash_url: string;
  hls_url: string;
  since_ms: number;
}
/**
 * The picture is there, for the first time or again.
 */
export interface StreamStarted {
  since_ms: number;
}
/**
 * Facts in the order of their offsets, without a gap after what this client has.
 */
export interface Facts {
  epoch: string;
  facts: unknown[];
  topic: string;
  type: "facts";
}
/**
 * The keys by id, and when each was last in use (UTC milliseconds), which only values change.
 */
export interface GraphicsKeysState {
  keys: {
    [k: string]: GraphicsKeyRecord;
  };
  seen: {
    [k: string]: number;
  };
}
/**
 * What graphics show. `question` is the one on air, or the last one while a graphic still shows it.
 */
export interface GraphicsState {
  auto_hide: boolean;
  question: GraphicQuestion | null;
  shown: Shown;
  ticker: Ticker;
}
/**
 * A fact in the log and on the wire. `at_ms` is when it was appended, `programme_ms` the frame it belongs to.
 */
export interface LoggedFact {
  at_ms: number;
  data: unknown;
  kind: string;
  offset: number;
  programme_ms: number | null;
}
/**
 * One attendee's own questions by id, and the ids (ascending) of the questions that they upvoted.
 */
export interface MyQuestionsState {
  questions: {
    [k: string]: MyQuestion;
  };
  upvoted: number[];
}
/**
 * Something that concerns the whole connection.
 */
export interface Notice {
  code: string;
  type: "notice";
}
/**
 * What matters only now (presence): not kept, not repeated.
 */
export interface Pulse {
  topic: string;
  type: "pulse";
  values: {
    [k: string]: unknown;
  };
}
/**
 * What the audience sees, by id: approved, on deck, on air, and the latest answered.
 */
export interface QuestionsState {
  policy: Policy;
  questions: {
    [k: string]: PublicQuestion;
  };
  upvotes: {
    [k: string]: number;
  };
}
/**
 * The command was not done.
 */
export interface Refused {
  code: string;
  details: {
    [k: string]: unknown;
  };
  id: string;
  message: string;
  type: "refusal";
}
/**
 * First message on a connection.
 */
export interface Welcome {
  at_ms: number;
  degraded: boolean;
  roles: string[];
  subject: string;
  type: "welcome";
}
/**
 * The state of a topic, true at `offset` and `rev`.
 */
export interface Snapshot {
  epoch: string;
  offset: number;
  rev: number;
  state: unknown;
  topic: string;
  type: "snapshot";
}
/**
 * The newest values of conflated keys, true at `rev`.
 */
export interface Values {
  epoch: string;
  rev: number;
  topic: string;
  type: "values";
  values: {
    [k: string]: unknown;
  };
}
/**
 * The topic is not followed.
 */
export interface Unavailable {
  code: string;
  topic: string;
  type: "unavailable";
}
/**
 * The question on air, those on deck, and the latest finished, by id.
 */
export interface SetState {
  deck: Deck;
  questions: {
    [k: string]: DeskQuestion;
  };
  upvotes: {
    [k: string]: number;
  };
}
/**
 * The state of each topic kind, by prefix.
 */
export interface StateMap {
  desk: DeskState;
  event: EventState;
  graphics: GraphicsState;
  "graphics-keys": GraphicsKeysState;
  "my-questions": MyQuestionsState;
  questions: QuestionsState;
  set: SetState;
  stream: StreamState;
}
/**
 * A stream as viewers know it. The addresses are there while it is on the air; times are UTC milliseconds.
 */
export interface StreamState {
  dash_url: string | null;
  hls_url: string | null;
  since_ms: number;
  status: "live" | "offline" | "slate" | "starting";
}
