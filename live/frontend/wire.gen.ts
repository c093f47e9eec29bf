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
 * Answer the question that was seen at `version` in writing, for everybody.
 */
export interface AnswerInWriting {
  question_id: number;
  text: string;
  version: number;
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
 * Ask what polls are to oneself: whether one is invited, one's vote, one's points.
 */
export interface AskMine {
  /**
   * @maxItems 100
   */
  poll_ids: number[];
}
/**
 * What the audience is shown of who asks changed: these are as they are now.
 *
 * Where it would be too long, several facts say it.
 */
export interface AskersShown {
  questions: PublicQuestion[];
}
/**
 * A question as the audience sees it, in the wording of the set. `asker_name` is None for an anonymous one.
 *
 * `answer` is what the crew answered in writing, or empty.
 */
export interface PublicQuestion {
  answer: string;
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
 * Let the question that was seen at `version` go to another set desk.
 */
export interface Assign {
  feed: string;
  question_id: number;
  version: number;
}
/**
 * The crew decided whether a question's graphics go when it leaves the air.
 */
export interface AutoHideChanged {
  auto_hide: boolean;
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
 * Do one action with each of these questions; what else is given is for the actions that take it.
 *
 * `bulk` is a name that the commands of one big bulk have in common: they are undone together.
 */
export interface Bulk {
  action: "approve" | "assign" | "park" | "reject" | "release" | "send" | "sort";
  bulk?: string;
  feed?: string;
  /**
   * @minItems 1
   * @maxItems 10
   */
  items: [Move, ...Move[]];
  note?: string;
  priority?: number;
  reason?: string;
  theme_id?: number | null;
}
/**
 * Move the question that was seen at `version`.
 */
export interface Move {
  question_id: number;
  version: number;
}
/**
 * Vote. `seen` is the revision of one's own vote that is to be replaced, 0 for the first. `playhead_ms`: the
 * programme time on this person's screen (UTC milliseconds), None where there is no picture.
 */
export interface CastVote {
  answer: GivenAnswer;
  playhead_ms?: number | null;
  poll_id: number;
  seen?: number;
}
/**
 * What somebody answers, within the bounds of a frame; the poll's own bounds hold for it once it is clean.
 */
export interface GivenAnswer {
  /**
   * @maxItems 12
   */
  options?: number[];
  text?: string;
  value?: number | null;
  /**
   * @maxItems 3
   */
  words?: string[];
}
/**
 * Decide whether the graphics of a question go by themselves when it leaves the air.
 */
export interface ChangeAutoHide {
  auto_hide: boolean;
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
 * Have these set desks, in this order, and no others, in the place of the list whose version was `seen`.
 *
 * "main" is one of them.
 */
export interface ChangeFeeds {
  /**
   * @maxItems 8
   */
  feeds: FeedToKeep[];
  seen: number;
}
/**
 * A set desk as it shall be; "main" may be without a name.
 */
export interface FeedToKeep {
  name: string;
  slug: string;
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
 * Show a note, a countdown or both on a set desk which showed what had `version`; what is not given stays.
 */
export interface ChangePrompt {
  countdown_until_ms?: number | null;
  feed: string;
  note?: string;
  version: number;
}
/**
 * Switch reactions on or off. What there is to react with is decided in the studio.
 */
export interface ChangeReactions {
  is_on: boolean;
}
/**
 * Have these themes, in this order, and no others, in the place of the list whose version was `seen`.
 */
export interface ChangeThemes {
  seen: number;
  /**
   * @maxItems 20
   */
  themes: ThemeToKeep[];
}
/**
 * A theme as it shall be; `id` is null for a new one.
 */
export interface ThemeToKeep {
  colour: string;
  id: number | null;
  name: string;
}
/**
 * Replace the list of words that are not published, whose version was `seen`.
 */
export interface ChangeWords {
  seen: number;
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
  words_version: number;
}
/**
 * A message as the crew sees it. `author_id` is the attendee's, None for the crew's own. `held_for`: what held it
 * back when it came, its words or the name and company of who wrote it; "words" also where a word of it came on the
 * list after it was shown, and a moderator is asked to look at it (`is_reported`, of nobody).
 */
export interface DeskChatMessage {
  author_company: string;
  author_id: number | null;
  author_name: string;
  held_for: "" | "name" | "words";
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
  state: "held" | "hidden" | "sampled" | "shadowed" | "taken_back" | "visible";
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
 * A moderator took a message away, or its author took it back.
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
 * The rules of the chat are others: the event's own by language; where there is none, pages have theirs.
 */
export interface ChatRulesChanged {
  rules: {
    [k: string]: string;
  };
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
 * `posted` counts what was taken, shown or not; messages with a number below `kept_from` are listed no more. `rules`
 * are the event's own, by language.
 */
export interface ChatState {
  kept_from: number;
  messages: ChatMessageRecord[];
  pinned: ChatMessageRecord[];
  policy: ChatPolicy;
  posted: number;
  rules: {
    [k: string]: string;
  };
}
/**
 * The list of words is another one. `version` grows with each change.
 */
export interface ChatWordsChanged {
  version: number;
  words: ChatWord[];
}
/**
 * Choose the name by which one is on the leaderboard; "" leaves it.
 */
export interface ChooseName {
  name: string;
}
/**
 * A moderator works on the question. Until then others leave it alone; afterwards the claim says nothing more.
 */
export interface Claim {
  by: string;
  subject: string;
  until_ms: number;
}
/**
 * Say that one works on the question that was seen at `version`, or still does; others leave it alone for 90 s.
 */
export interface ClaimQuestion {
  question_id: number;
  version: number;
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
  "chat.delete_own": DeleteOwn;
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
  "desk.answer": AnswerInWriting;
  "desk.approve": Move;
  "desk.assign": Assign;
  "desk.bulk": Bulk;
  "desk.change_feeds": ChangeFeeds;
  "desk.change_policy": ChangePolicy;
  "desk.change_themes": ChangeThemes;
  "desk.claim": ClaimQuestion;
  "desk.compose": Compose;
  "desk.delete_view": DeleteView;
  "desk.merge": Merge;
  "desk.note": WriteNote;
  "desk.order": OrderDeck;
  "desk.park": Move;
  "desk.point": Point;
  "desk.recall": Move;
  "desk.reject": Reject;
  "desk.release": Release;
  "desk.reword": Reword;
  "desk.save_view": SaveView;
  "desk.send": Send;
  "desk.sort": Sort;
  "desk.undo": Undo;
  "event.change_phase": ChangePhase;
  "graphics.change_auto_hide": ChangeAutoHide;
  "graphics.hide": HideGraphic;
  "graphics.make_key": MakeKey;
  "graphics.revoke_key": RevokeKey;
  "graphics.set_ticker": SetTicker;
  "graphics.show": ShowGraphic;
  "polls.archive": OnePoll;
  "polls.arm": OnePoll;
  "polls.choose_name": ChooseName;
  "polls.close": OnePoll;
  "polls.delete": OnePoll;
  "polls.disarm": OnePoll;
  "polls.duplicate": OnePoll;
  "polls.hide_text": OneText;
  "polls.hide_word": OneWord;
  "polls.mine": AskMine;
  "polls.open": OpenPoll;
  "polls.order": OrderPolls;
  "polls.read_texts": ReadTexts;
  "polls.read_words": ReadWords;
  "polls.show_graphic": ShowGraphic1;
  "polls.show_results": OnePoll;
  "polls.show_text": OneText;
  "polls.take_back": OnePoll;
  "polls.take_graphic": TakeGraphic;
  "polls.vote": CastVote;
  "polls.withdraw": OnePoll;
  "qa.ask": Ask;
  "qa.take_back_upvote": TakeBackUpvote;
  "qa.upvote": Upvote;
  "qa.withdraw": Withdraw;
  "reactions.change": ChangeReactions;
  "reactions.tap": Tap;
  "set.answer": Move;
  "set.park": Move;
  "set.prompt": ChangePrompt;
  "set.put_back": Move;
  "set.see": SeePrompt;
  "set.skip": Move;
  "set.take": Move;
  "set.undo": Undo;
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
 * Take back what one said oneself.
 */
export interface DeleteOwn {
  message_id: number;
}
/**
 * Let a person write again.
 */
export interface Lift {
  attendee_id: number;
}
/**
 * Keep a person from writing for a while; null: for the whole event.
 */
export interface Mute {
  attendee_id: number;
  lasts_s?: number | null;
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
 * Enter a question that came by e-mail or from the room.
 */
export interface Compose {
  asker_company?: string;
  asker_country?: string;
  asker_name?: string;
  language: string;
  text: string;
  theme_id?: number | null;
}
/**
 * Keep a filter no longer. To delete another's, `of` says whose (its `by`).
 */
export interface DeleteView {
  of?: string;
  view_id: number;
}
/**
 * Make the question that was seen at `version` a part of `into_id`, which was seen at `into_version`.
 */
export interface Merge {
  into_id: number;
  into_version: number;
  question_id: number;
  version: number;
}
/**
 * Write a note that the crew alone reads.
 */
export interface WriteNote {
  question_id: number;
  text: string;
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
 * Show the others where one is: at most once in two seconds, and again after fifteen.
 */
export interface Point {
  question_id: number | null;
}
/**
 * Decline the question that was seen at `version`, with a reason and a private note that its asker reads.
 */
export interface Reject {
  note?: string;
  question_id: number;
  reason: string;
  version: number;
}
/**
 * Let go of a question; the director and the organiser may let go of another's.
 */
export interface Release {
  question_id: number;
}
/**
 * Show another wording of the question that was seen at `version`; "" goes back to what was asked.
 */
export interface Reword {
  question_id: number;
  text: string;
  version: number;
}
/**
 * Keep a filter of the desk for all; `query` is that of the desk's address.
 *
 * To replace another's view of this name, `of` says whose (its `by`).
 */
export interface SaveView {
  name: string;
  of?: string;
  query: string;
}
/**
 * Send the question that was seen at `version` to the set desk `feed`, or to that which it has.
 */
export interface Send {
  feed?: string;
  question_id: number;
  version: number;
}
/**
 * Give the question that was seen at `version` a theme (null for none), a priority, the language that it is in.
 */
export interface Sort {
  language?: string;
  priority?: number;
  question_id: number;
  theme_id?: number | null;
  version: number;
}
/**
 * Undo the last move of each of these questions, if it was one's own and is at most ten seconds old.
 *
 * A part of a bulk is as old as the last command of that bulk, or the last undo of one of its parts.
 */
export interface Undo {
  /**
   * @minItems 1
   * @maxItems 10
   */
  items: [Move, ...Move[]];
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
 * Do something with one poll; `seen` is the version that was looked at.
 */
export interface OnePoll {
  poll_id: number;
  seen: number;
}
/**
 * Decide about one answer.
 */
export interface OneText {
  poll_id: number;
  text_id: number;
}
/**
 * Take a word out of a cloud, or put it back.
 */
export interface OneWord {
  is_hidden?: boolean;
  poll_id: number;
  word: string;
}
/**
 * Open a poll. `seconds`: a countdown in place of the prepared one, 0: none.
 */
export interface OpenPoll {
  poll_id: number;
  seconds?: number | null;
  seen: number;
}
/**
 * Put all polls of the event in an order.
 */
export interface OrderPolls {
  /**
   * @maxItems 100
   */
  poll_ids: number[];
}
/**
 * Read answers in one's own words: of one state, by ascending id, what comes after `after`.
 *
 * Ids of an anonymous poll's are not in the order of coming: some that were read before may come again.
 */
export interface ReadTexts {
  after?: number;
  poll_id: number;
  state?: "hidden" | "shown" | "waiting";
}
/**
 * Read all words of a cloud that are frequent enough to be seen, hidden ones too.
 */
export interface ReadWords {
  poll_id: number;
}
/**
 * Put a poll on air as a graphic.
 */
export interface ShowGraphic1 {
  poll_id: number;
  view: "leaderboard" | "question" | "results";
}
/**
 * Take what is on air of a poll off.
 */
export interface TakeGraphic {}
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
 * React: how often, by emoji, in about a second. Never sent again: nobody knows the one from the other.
 * `playhead_ms`: the programme time on this person's screen (UTC milliseconds), None where there is no picture.
 */
export interface Tap {
  playhead_ms?: number | null;
  taps: {
    [k: string]: number;
  };
}
/**
 * Say that what a set desk shows was read.
 */
export interface SeePrompt {
  feed: string;
  version: number;
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
 * Where one of the crew is on the desk: the question under the cursor, if one is.
 */
export interface Cursor {
  at_ms: number;
  name: string;
  question_id: number | null;
}
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
 * Somebody asks that a moderator look at it, or a word of it is on the list by now.
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
 * The leaderboard after a quiz question's results.
 */
export interface DeskLeadersChanged {
  leaders: Leader[];
}
/**
 * A place on the leaderboard.
 */
export interface Leader {
  name: string;
  points: number;
  rank: number;
  right: number;
}
/**
 * A poll as the crew sees it. `poll` has what is right, whatever its state.
 */
export interface DeskPoll {
  graphic: "" | "leaderboard" | "question" | "results";
  poll: PollRecord;
  position: number;
  room: string;
  state: "archived" | "armed" | "closed" | "draft" | "open" | "results";
  version: number;
}
/**
 * A poll as the audience sees it.
 *
 * It is there from `opens_at_ms` (None: a survey's question, which the phase opens) to `gone_at_ms`; takes votes until
 * `closes_at_ms`; `results_at_ms` is when its results come on the page. None where that has not been decided.
 * `position`: a survey's questions come by it; 0 of a poll of the show, which comes by its opening, and on air.
 * `min_value`, `max_value`: of a guess, in units of 10 ** -`decimals`.
 */
export interface PollRecord {
  accepts_until_ms: number | null;
  audience: "all" | "company" | "continent";
  audience_value: string;
  closes_at_ms: number | null;
  decimals: number;
  gone_at_ms: number | null;
  high_label: {
    [k: string]: string;
  };
  id: number;
  is_anonymous: boolean;
  kind: "number" | "quiz" | "ranking" | "rating" | "several" | "single" | "text" | "words";
  low_label: {
    [k: string]: string;
  };
  max_choices: number;
  max_value: number;
  max_words: number;
  may_change: boolean;
  min_choices: number;
  min_value: number;
  opens_at_ms: number | null;
  options: PollOption[];
  placement: "feedback" | "show";
  position: number;
  question: {
    [k: string]: string;
  };
  results: "close" | "crew" | "live";
  results_at_ms: number | null;
  right_options: number[];
  right_value: number | null;
  scale: "nps" | "stars";
  seconds: number | null;
  unit: {
    [k: string]: string;
  };
}
/**
 * Something to choose. `alt` describes the picture.
 */
export interface PollOption {
  alt: {
    [k: string]: string;
  };
  id: number;
  image: PollImage | null;
  text: {
    [k: string]: string;
  };
}
/**
 * A picture of an option, as it is served; px.
 */
export interface PollImage {
  height: number;
  url: string;
  width: number;
}
/**
 * A poll was made or changed in any way, and this is how it is now.
 */
export interface DeskPollChanged {
  poll: DeskPoll;
}
/**
 * A draft was thrown away.
 */
export interface DeskPollDeleted {
  poll_id: number;
}
/**
 * The polls come in this order.
 */
export interface DeskPollsOrdered {
  poll_ids: number[];
}
/**
 * A question as the crew sees it. `asker_name` is None for an anonymous one, whose other asker fields are empty.
 *
 * `text` is what was asked; `set_text` the wording that set, graphics and audience see in its place, empty where it is
 * the same. `feed` is the set desk that it goes to. `merged_into` is the question that it became a part of,
 * `merged_count` the number of those that became a part of it. `note_to_asker` and `answer` are read by the asker,
 * the answer by everybody. `moved_by` names the crew member of the last move; it is empty when the asker made it.
 * `version` grows with each move and with each change of wording, theme, priority and feed; not with claims, notes
 * and proposals.
 */
export interface DeskQuestion {
  answer: string;
  answered_at_ms: number | null;
  asked_at_ms: number;
  asker_company: string;
  asker_country: string;
  asker_name: string | null;
  claim: Claim | null;
  feed: string;
  flags: ("insult" | "link" | "name" | "personal_data")[];
  id: number;
  language: string;
  merged_count: number;
  merged_into: number | null;
  moved_at_ms: number;
  moved_by: string;
  note_to_asker: string;
  notes: Note[];
  on_air_at_ms: number | null;
  priority: number;
  published_at_ms: number | null;
  reason: string;
  set_text: string;
  similar: Similar[];
  source: "attendee" | "crew";
  state:
    | "answered"
    | "approved"
    | "merged"
    | "on_air"
    | "on_deck"
    | "parked"
    | "pending"
    | "rejected"
    | "skipped"
    | "withdrawn";
  text: string;
  theme_id: number | null;
  version: number;
}
/**
 * What one of the crew tells the others about a question.
 */
export interface Note {
  at_ms: number;
  by: string;
  text: string;
}
/**
 * An open question that may say the same; `score` is from 0 to 100, 100 for the same words.
 */
export interface Similar {
  question_id: number;
  score: number;
}
/**
 * All open questions, and the latest that are closed, by id.
 *
 * `deck` is one order for all feeds. `prompts` are by feed, `cursors` by the subject of a crew ticket; one that was
 * not heard of for a while is nobody's.
 */
export interface DeskState {
  cursors: {
    [k: string]: Cursor;
  };
  deck: Deck;
  feeds: Feed[];
  feeds_version: number;
  policy: Policy;
  prompts: {
    [k: string]: Prompt;
  };
  questions: {
    [k: string]: DeskQuestion;
  };
  themes: Theme[];
  themes_version: number;
  upvotes: {
    [k: string]: number;
  };
  views: View[];
}
/**
 * A set desk that questions can be sent to: the host's ("main"), a co-host's, a region's.
 */
export interface Feed {
  name: string;
  slug: string;
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
 * What a set desk shows beside its question: a note of the director, and the moment to which it counts down.
 *
 * `seen_at_ms` is when the host said that it was read.
 */
export interface Prompt {
  at_ms: number | null;
  by: string;
  countdown_until_ms: number | null;
  note: string;
  seen_at_ms: number | null;
  version: number;
}
/**
 * One of the event's own themes; `colour` is `#rrggbb`.
 */
export interface Theme {
  colour: string;
  id: number;
  name: string;
}
/**
 * A filter of the desk that somebody keeps for all: `query` is that of the desk's address.
 */
export interface View {
  by: string;
  id: number;
  name: string;
  query: string;
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
    ChatRulesChanged: ChatRulesChanged;
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
    FeedsChanged: FeedsChanged;
    MoveUndone: MoveUndone;
    PromptChanged: PromptChanged;
    QuestionAnswered: QuestionAnswered;
    QuestionAnsweredInWriting: QuestionAnsweredInWriting;
    QuestionApproved: QuestionApproved;
    QuestionAsked: QuestionAsked;
    QuestionAssigned: QuestionAssigned;
    QuestionClaimed: QuestionClaimed;
    QuestionComposed: QuestionComposed;
    QuestionMerged: QuestionMerged;
    QuestionNoted: QuestionNoted;
    QuestionParked: QuestionParked;
    QuestionPolicyChanged: QuestionPolicyChanged;
    QuestionPutBack: QuestionPutBack;
    QuestionRecalled: QuestionRecalled;
    QuestionRegrouped: QuestionRegrouped;
    QuestionRejected: QuestionRejected;
    QuestionReworded: QuestionReworded;
    QuestionSentToSet: QuestionSentToSet;
    QuestionSkipped: QuestionSkipped;
    QuestionSorted: QuestionSorted;
    QuestionTaken: QuestionTaken;
    QuestionWithdrawn: QuestionWithdrawn;
    QuestionsErased: QuestionsErased;
    QuestionsFlagged: QuestionsFlagged;
    SimilarFound: SimilarFound;
    ThemesChanged: ThemesChanged;
    ViewsChanged: ViewsChanged;
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
  "poll-desk": {
    DeskLeadersChanged: DeskLeadersChanged;
    DeskPollChanged: DeskPollChanged;
    DeskPollDeleted: DeskPollDeleted;
    DeskPollsOrdered: DeskPollsOrdered;
  };
  "poll-graphics": {
    PollGraphicShown: PollGraphicShown;
    PollGraphicTaken: PollGraphicTaken;
  };
  polls: {
    PollClosed: PollClosed;
    PollLeadersChanged: PollLeadersChanged;
    PollOpened: PollOpened;
    PollResultsShown: PollResultsShown;
    PollTakenBack: PollTakenBack;
    PollTextShown: PollTextShown;
    PollTextsHidden: PollTextsHidden;
    PollWithdrawn: PollWithdrawn;
    SurveyOrdered: SurveyOrdered;
  };
  questions: {
    AskersShown: AskersShown;
    QuestionPolicyChanged: QuestionPolicyChanged;
    QuestionProgressed: QuestionProgressed;
    QuestionPublished: QuestionPublished;
    QuestionUnpublished: QuestionUnpublished;
  };
  reactions: {
    ReactionsChanged: ReactionsChanged;
  };
  set: {
    DeckOrdered: DeckOrdered;
    FeedsChanged: FeedsChanged;
    MoveUndone: MoveUndone;
    PromptChanged: PromptChanged;
    QuestionAnswered: QuestionAnswered;
    QuestionAnsweredInWriting: QuestionAnsweredInWriting;
    QuestionApproved: QuestionApproved;
    QuestionAssigned: QuestionAssigned;
    QuestionClaimed: QuestionClaimed;
    QuestionMerged: QuestionMerged;
    QuestionNoted: QuestionNoted;
    QuestionParked: QuestionParked;
    QuestionPutBack: QuestionPutBack;
    QuestionRecalled: QuestionRecalled;
    QuestionRegrouped: QuestionRegrouped;
    QuestionRejected: QuestionRejected;
    QuestionReworded: QuestionReworded;
    QuestionSentToSet: QuestionSentToSet;
    QuestionSkipped: QuestionSkipped;
    QuestionSorted: QuestionSorted;
    QuestionTaken: QuestionTaken;
    QuestionWithdrawn: QuestionWithdrawn;
    QuestionsErased: QuestionsErased;
    QuestionsFlagged: QuestionsFlagged;
    SetAskersShown: SetAskersShown;
    SimilarFound: SimilarFound;
    ThemesChanged: ThemesChanged;
  };
  stream: {
    StreamEnded: StreamEnded;
    StreamInterrupted: StreamInterrupted;
    StreamOpened: StreamOpened;
    StreamStarted: StreamStarted;
  };
}
/**
 * The event has these set desks, in this order; questions of another go to "main". Told to desk and set.
 *
 * `version` grows with each change of the list.
 */
export interface FeedsChanged {
  feeds: Feed[];
  version: number;
}
/**
 * The last move was undone within its ten seconds. `also` is the question that it had become a part of.
 *
 * Also when the asker of that one took it back: then the question is pending again, and `also` is null. `evicted_id`
 * leaves the lists where the question is closed again after they moved on.
 */
export interface MoveUndone {
  also: DeskQuestion | null;
  deck: Deck | null;
  evicted_id: number | null;
  question: DeskQuestion;
}
/**
 * A set desk shows another note or countdown, or its host has seen it. On desk/<event> and set/<event>.
 */
export interface PromptChanged {
  feed: string;
  prompt: Prompt;
}
/**
 * It was answered on air. `evicted_id` is the finished question that leaves the lists.
 */
export interface QuestionAnswered {
  evicted_id: number | null;
  question: DeskQuestion;
}
/**
 * The crew answered it in writing. `deck` is there when it was on deck.
 */
export interface QuestionAnsweredInWriting {
  deck: Deck | null;
  evicted_id: number | null;
  question: DeskQuestion;
}
/**
 * A moderator approved it, after it was parked or rejected as well: the audience sees it.
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
 * It goes to another set desk.
 */
export interface QuestionAssigned {
  question: DeskQuestion;
}
/**
 * A moderator works on it, or lets go of it (`claim` is null). Its version stays.
 */
export interface QuestionClaimed {
  claim: Claim | null;
  question_id: number;
}
/**
 * A moderator entered it: it came by another way, or from the room. Like one that was asked, it is pending.
 */
export interface QuestionComposed {
  question: DeskQuestion;
}
/**
 * It became a part of `into`. `deck` is there when it was on deck; `evicted_id` leaves the lists.
 */
export interface QuestionMerged {
  deck: Deck | null;
  evicted_id: number | null;
  into: DeskQuestion;
  question: DeskQuestion;
}
/**
 * One of the crew wrote a note for the others.
 */
export interface QuestionNoted {
  question: DeskQuestion;
}
/**
 * It is put aside, and may come later. `deck` is there when it was on deck.
 */
export interface QuestionParked {
  deck: Deck | null;
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
 * What it is a part of, or how much is a part of it, changed: an asker took back what was in between, or a part.
 */
export interface QuestionRegrouped {
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
 * Set and audience see another wording.
 */
export interface QuestionReworded {
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
 * Its theme, its priority or its language changed.
 */
export interface QuestionSorted {
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
 * Questions were deleted with who asked them; no list has them any more, and `upvotes` neither.
 *
 * `changed` is how others are now that were a part of one of them, led one, or may say the same. `deck` is there when
 * one of them was on deck. Where it would be too long, several facts say it.
 */
export interface QuestionsErased {
  changed: DeskQuestion[];
  deck: Deck | null;
  question_ids: number[];
}
/**
 * The event's words changed, and with them the flags of these open questions. Their versions stay.
 *
 * Where it would be too long, several facts say it.
 */
export interface QuestionsFlagged {
  flagged: Flagged[];
}
/**
 * The flags that a question has now.
 */
export interface Flagged {
  flags: ("insult" | "link" | "name" | "personal_data")[];
  question_id: number;
}
/**
 * These open questions may say the same. Its version stays.
 */
export interface SimilarFound {
  question_id: number;
  similar: Similar[];
}
/**
 * The event has these themes, in this order; questions of another have none. Told to desk and set.
 *
 * `version` grows with each change of the list.
 */
export interface ThemesChanged {
  themes: Theme[];
  version: number;
}
/**
 * These views of the desk are kept, in the order of their ids.
 */
export interface ViewsChanged {
  views: View[];
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
 * Something became of a message of this person's.
 */
export interface MyChatMessageMoved {
  message: MyChatMessage;
}
/**
 * A message as its author sees it. `reach`: everybody saw it; the room was too busy, so that only the author did;
 * it waits for a moderator; a moderator hid it; the author took it back, and pages show it no more.
 */
export interface MyChatMessage {
  id: number;
  posted_at_ms: number;
  reach: "all" | "held" | "hidden" | "taken_back" | "you";
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
 * A question as its asker sees it. `is_next` says that it is the first on deck of its set desk.
 *
 * One that became a part of another (`merged_into`) goes that one's way: state, wording, answer and moments are of the
 * other. `set_text` is the wording of the set where it is not the asker's own.
 */
export interface MyQuestion {
  anonymous: boolean;
  answer: string;
  answered_at_ms: number | null;
  asked_at_ms: number;
  id: number;
  is_next: boolean;
  language: string;
  merged_into: number | null;
  moved_at_ms: number;
  note_to_asker: string;
  on_air_at_ms: number | null;
  reason: string;
  set_text: string;
  state:
    | "answered"
    | "approved"
    | "merged"
    | "on_air"
    | "on_deck"
    | "parked"
    | "pending"
    | "rejected"
    | "skipped"
    | "withdrawn";
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
 * A graphic of a poll comes on air, in place of the one before, or changes there.
 */
export interface PollGraphicShown {
  graphic: PollGraphic;
}
/**
 * What of a poll is on air as a graphic.
 */
export interface PollGraphic {
  leaders: Leader[];
  poll: PollRecord;
  view: "leaderboard" | "question" | "results";
}
/**
 * Nothing of a poll is on air any more.
 */
export interface PollGraphicTaken {}
/**
 * It closes for each viewer at `closes_at_ms` of what they see; votes are taken until `accepts_until_ms`.
 */
export interface PollClosed {
  accepts_until_ms: number;
  closes_at_ms: number;
  poll_id: number;
}
/**
 * The leaderboard, after a quiz question's results or when somebody left it.
 */
export interface PollLeadersChanged {
  leaders: Leader[];
}
/**
 * The audience is asked; or asked again, after a close that came too early.
 */
export interface PollOpened {
  poll: PollRecord;
}
/**
 * The results come on the page; `right_*` are of a quiz question or a guess.
 */
export interface PollResultsShown {
  poll_id: number;
  results_at_ms: number;
  right_options: number[];
  right_value: number | null;
}
/**
 * It was a rehearsal, or a mistake: the poll, its votes and its results never were.
 */
export interface PollTakenBack {
  poll_id: number;
}
/**
 * The crew lets an answer through; those with a number below `kept_from` leave the list.
 */
export interface PollTextShown {
  kept_from: number;
  poll_id: number;
  text: ShownText;
}
/**
 * An answer in one's own words that the crew let through. `author_name` is "" in an anonymous poll.
 */
export interface ShownText {
  author_name: string;
  id: number;
  number: number;
  text: string;
}
/**
 * Answers leave the page: the crew took one back, or its author was erased.
 */
export interface PollTextsHidden {
  poll_id: number;
  text_ids: number[];
}
/**
 * It leaves the page.
 */
export interface PollWithdrawn {
  gone_at_ms: number;
  poll_id: number;
}
/**
 * The survey's questions come in another order: `positions` by the poll's id, of those that have a new one.
 */
export interface SurveyOrdered {
  positions: {
    [k: string]: number;
  };
}
/**
 * A question that the audience sees moved on, or was answered in writing before it was seen.
 *
 * `evicted_id` is the finished one that leaves the list.
 */
export interface QuestionProgressed {
  evicted_id: number | null;
  question: PublicQuestion;
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
 * Reactions are on or off, or others. `is_held`: the service level has them off, whatever `is_on` says.
 */
export interface ReactionsChanged {
  emoji: Reaction[];
  is_held: boolean;
  is_on: boolean;
}
/**
 * An emoji to react with; it is its own id. `labels`: what it says, by language; the emoji where one is missing.
 */
export interface Reaction {
  emoji: string;
  labels: {
    [k: string]: string;
  };
}
/**
 * What the set is shown of who asks changed: these are as they are now.
 *
 * Where it would be too long, several facts say it.
 */
export interface SetAskersShown {
  questions: DeskQuestion[];
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
 * Every poll of an event, in order, with how it stands. `waiting`: answers that nobody of the crew has read.
 */
export interface PollDeskState {
  leaders: Leader[];
  polls: DeskPoll[];
  tallies: {
    [k: string]: Tally;
  };
  waiting: {
    [k: string]: number;
  };
}
/**
 * How a poll stands. `counts` by option, "<option>:<place>", value, lower bound of a guess's bar, or word.
 */
export interface Tally {
  ballots: number;
  counts: {
    [k: string]: number;
  };
  mean: number | null;
}
/**
 * What is on air, and how it stands.
 */
export interface PollGraphicsState {
  graphic: PollGraphic | null;
  tallies: {
    [k: string]: Tally;
  };
}
/**
 * What the audience of a room is, was and will be asked: polls by id, in the order of their opening, then the
 * survey's questions in the organiser's.
 *
 * `ballots`: people who voted, by poll. `tallies`: only of those whose results may be seen. `texts`: answers that the
 * crew let through, by poll, by number. `leaders`: the quiz as it stood at the last results.
 */
export interface PollsState {
  ballots: {
    [k: string]: number;
  };
  leaders: Leader[];
  polls: PollRecord[];
  tallies: {
    [k: string]: Tally;
  };
  texts: {
    [k: string]: ShownText[];
  };
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
 * What there is to react with, in order, and how often each was tapped. What nobody tapped has no entry.
 *
 * They are on where `is_on` (the organiser's and the crew's word) and not `is_held` (the service level's).
 */
export interface ReactionsState {
  counts: {
    [k: string]: number;
  };
  emoji: Reaction[];
  is_held: boolean;
  is_on: boolean;
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
 * The questions on air (one a feed), on deck and parked, and the latest finished, by id.
 */
export interface SetState {
  deck: Deck;
  feeds: Feed[];
  prompts: {
    [k: string]: Prompt;
  };
  questions: {
    [k: string]: DeskQuestion;
  };
  themes: Theme[];
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
  graphics: GraphicsState;
  "graphics-keys": GraphicsKeysState;
  "my-chat": MyChatState;
  "my-questions": MyQuestionsState;
  "poll-desk": PollDeskState;
  "poll-graphics": PollGraphicsState;
  polls: PollsState;
  questions: QuestionsState;
  reactions: ReactionsState;
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
