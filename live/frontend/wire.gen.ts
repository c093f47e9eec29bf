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
 * Accept the rules of the chat.
 */
export interface AcceptRules {}
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
 * Keep a person from writing until it is lifted.
 */
export interface Ban {
  attendee_id: number;
  reason?: string;
}
/**
 * The heartbeat: one broadcast frame. A client that misses three has lost its connection.
 */
export interface Beat {
  at_ms: number;
  type: "beat";
}
/**
 * Change what is given of a room's policy.
 */
export interface ChangeChatPolicy {
  allows_links?: boolean | null;
  max_chars?: number | null;
  mode?: ("crew_only" | "off" | "open" | "rules_accepted") | null;
  room?: string;
  slow_mode_s?: number | null;
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
 * Replace the list of words that are not published.
 */
export interface ChangeWords {
  /**
   * @maxItems 500
   */
  words: ChatWord[];
}
/**
 * A word (or words) that is refused, or held for a moderator.
 */
export interface ChatWord {
  action: "hold" | "refuse";
  language: "en" | "fr";
  word: string;
}
/**
 * What the crew sees of all rooms: the latest messages by `told_number`, and older ones that wait for a decision or
 * are pinned; sanctions by the attendee's id; policies and counts by room.
 */
export interface ChatDeskState {
  kept_from: number;
  messages: DeskChatMessage[];
  policies: {
    [k: string]: ChatPolicy;
  };
  posted: {
    [k: string]: number;
  };
  sanctions: {
    [k: string]: DeskChatSanction;
  };
  words: ChatWord[];
}
/**
 * A message as the crew sees it. `author_id` is the attendee's, None for the crew's own.
 */
export interface DeskChatMessage {
  author_company: string;
  author_id: number | null;
  author_name: string;
  id: number;
  is_crew: boolean;
  is_pinned: boolean;
  is_reported: boolean;
  mentions_crew: boolean;
  moved_by: string;
  posted_at_ms: number;
  reply_to: number | null;
  reports: number;
  room: string;
  state: "held" | "hidden" | "sampled" | "shadowed" | "visible";
  text: string;
  told_number: number;
}
/**
 * Who may write in a room, and how.
 */
export interface ChatPolicy {
  allows_links: boolean;
  max_chars: number;
  mode: "crew_only" | "off" | "open" | "rules_accepted";
  slow_mode_s: number;
}
/**
 * A sanction as the crew sees it; one whose time is over stays until it is lifted or replaced.
 */
export interface DeskChatSanction {
  attendee_id: number;
  company: string;
  kind: "ban" | "mute" | "shadow_mute";
  made_at_ms: number;
  made_by: string;
  name: string;
  reason: string;
  until_ms: number | null;
}
/**
 * A moderator took a message away.
 */
export interface ChatMessageHidden {
  message_id: number;
}
/**
 * A message stands above the others.
 */
export interface ChatMessagePinned {
  message: ChatMessageRecord;
}
/**
 * A message as everybody sees it. `number` grows by one with each that its room is shown.
 */
export interface ChatMessageRecord {
  author_company: string;
  author_name: string;
  id: number;
  is_crew: boolean;
  mentions_crew: boolean;
  number: number;
  posted_at_ms: number;
  reply_to: number | null;
  text: string;
}
/**
 * Somebody said this, and everybody sees it: one of a busy room's sample, or what the crew says. Messages with a
 * number below `kept_from` leave the list.
 */
export interface ChatMessagePosted {
  kept_from: number;
  message: ChatMessageRecord;
}
/**
 * A moderator brought a hidden message back, to its place.
 */
export interface ChatMessageRestored {
  message: ChatMessageRecord;
}
/**
 * It does no more.
 */
export interface ChatMessageUnpinned {
  message_id: number;
}
/**
 * A person was erased, and what they had said with them.
 */
export interface ChatMessagesErased {
  message_ids: number[];
}
/**
 * The crew changed who may write, and how.
 */
export interface ChatPolicyChanged {
  policy: ChatPolicy;
}
/**
 * Somebody may write again, or their time was over and the row made room.
 */
export interface ChatSanctionLifted {
  attendee_id: number;
}
/**
 * A moderator muted, shadow-muted or banned somebody.
 */
export interface ChatSanctioned {
  sanction: DeskChatSanction;
}
/**
 * What everybody sees of a room: the pinned messages in the order of their pinning, the latest by number.
 *
 * `posted` counts what was taken, shown or not; messages with a number below `kept_from` are listed no more.
 */
export interface ChatState {
  kept_from: number;
  messages: ChatMessageRecord[];
  pinned: ChatMessageRecord[];
  policy: ChatPolicy;
  posted: number;
}
/**
 * The list of words is another one.
 */
export interface ChatWordsChanged {
  words: ChatWord[];
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
  "chat.accept_rules": AcceptRules;
  "chat.ban": Ban;
  "chat.change_policy": ChangeChatPolicy;
  "chat.change_words": ChangeWords;
  "chat.clear_reports": OneMessage;
  "chat.hide": OneMessage;
  "chat.lift": Lift;
  "chat.mute": Mute;
  "chat.pin": OneMessage;
  "chat.post": Post;
  "chat.release": OneMessage;
  "chat.report": ReportMessage;
  "chat.restore": OneMessage;
  "chat.say": Say;
  "chat.shadow_mute": ShadowMute;
  "chat.unpin": OneMessage;
  "desk.approve": Move;
  "desk.change_policy": ChangePolicy;
  "desk.order": OrderDeck;
  "desk.recall": Move;
  "desk.reject": Reject;
  "desk.send": Move;
  "event.change_phase": ChangePhase;
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
 * Decide about one message.
 */
export interface OneMessage {
  message_id: number;
}
/**
 * Let a person write again.
 */
export interface Lift {
  attendee_id: number;
}
/**
 * Keep a person from writing for a while.
 */
export interface Mute {
  attendee_id: number;
  lasts_s?: number;
  reason?: string;
}
/**
 * Say something in a room's chat.
 */
export interface Post {
  reply_to?: number | null;
  room?: string;
  text: string;
}
/**
 * Ask that a moderator look at a message.
 */
export interface ReportMessage {
  message_id: number;
}
/**
 * Say something as the crew: everybody gets it.
 */
export interface Say {
  reply_to?: number | null;
  room?: string;
  text: string;
}
/**
 * Let nobody see what a person writes, without a word to them.
 */
export interface ShadowMute {
  attendee_id: number;
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
 * A moderator hid, restored, released, pinned or unpinned it, or cleared its reports.
 */
export interface DeskChatMessageMoved {
  kept_from: number;
  message: DeskChatMessage;
}
/**
 * Somebody asks that a moderator look at it.
 */
export interface DeskChatMessageReported {
  kept_from: number;
  message: DeskChatMessage;
}
/**
 * The crew is told of a message: what everybody sees, what is held, and asides that the pace allows.
 */
export interface DeskChatMessageTold {
  kept_from: number;
  message: DeskChatMessage;
}
/**
 * A person was erased, with all that they had said.
 */
export interface DeskChatPersonErased {
  attendee_id: number;
}
/**
 * The crew changed a room's policy.
 */
export interface DeskChatPolicyChanged {
  policy: ChatPolicy;
  room: string;
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
  chat: {
    ChatMessageHidden: ChatMessageHidden;
    ChatMessagePinned: ChatMessagePinned;
    ChatMessagePosted: ChatMessagePosted;
    ChatMessageRestored: ChatMessageRestored;
    ChatMessageUnpinned: ChatMessageUnpinned;
    ChatMessagesErased: ChatMessagesErased;
    ChatPolicyChanged: ChatPolicyChanged;
  };
  "chat-desk": {
    ChatSanctionLifted: ChatSanctionLifted;
    ChatSanctioned: ChatSanctioned;
    ChatWordsChanged: ChatWordsChanged;
    DeskChatMessageMoved: DeskChatMessageMoved;
    DeskChatMessageReported: DeskChatMessageReported;
    DeskChatMessageTold: DeskChatMessageTold;
    DeskChatPersonErased: DeskChatPersonErased;
    DeskChatPolicyChanged: DeskChatPolicyChanged;
  };
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
  "my-chat": {
    MyChatMessageMoved: MyChatMessageMoved;
    MyChatMessagePosted: MyChatMessagePosted;
    MyChatRulesAccepted: MyChatRulesAccepted;
    MyChatSanctionChanged: MyChatSanctionChanged;
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
 * Something became of a message of this person's.
 */
export interface MyChatMessageMoved {
  message: MyChatMessage;
}
/**
 * A message as its author sees it. `reach`: everybody saw it; the room was too busy, so that only the author did;
 * it waits for a moderator; a moderator hid it.
 */
export interface MyChatMessage {
  id: number;
  posted_at_ms: number;
  reach: "all" | "held" | "hidden" | "you";
  reply_to: number | null;
  room: string;
  text: string;
}
/**
 * This person said something, in any room.
 */
export interface MyChatMessagePosted {
  message: MyChatMessage;
}
/**
 * This person accepted the rules.
 */
export interface MyChatRulesAccepted {}
/**
 * This person may not write any more, or may again (None).
 */
export interface MyChatSanctionChanged {
  sanction: MyChatSanction | null;
}
/**
 * Why a person may not write. `until_ms` is None where a moderator has to lift it.
 */
export interface MyChatSanction {
  kind: "ban" | "mute";
  reason: string;
  until_ms: number | null;
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
 * One attendee's own part: messages of theirs, the latest by id, whatever became of them.
 */
export interface MyChatState {
  messages: MyChatMessage[];
  rules_accepted: boolean;
  sanction: MyChatSanction | null;
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
  chat: ChatState;
  "chat-desk": ChatDeskState;
  desk: DeskState;
  event: EventState;
  "my-chat": MyChatState;
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
