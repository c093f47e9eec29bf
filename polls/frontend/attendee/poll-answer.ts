import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { checkIcon, icon } from "../../../live/frontend/icons";
import { playhead } from "../../../live/frontend/playhead";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { sayAnswer } from "./answer-text";
import { answerOf, draftOf, type Draft } from "./draft";
import { hintOf, inputsOf } from "./inputs";
import { OwnPolls } from "./own-polls";
import { sayRefusal } from "./refusals";
import { textOf } from "./texts";
import { t } from "./words";

/** A change of mind within so long is one answer. */
const SAVE_AFTER_MS = 700;

/**
 * `<live-poll-answer .poll=${poll}></live-poll-answer>`: asks, sends the answer, says what stands and lets one change it.
 *
 * An answer is sent by a press of its button: a slip of the finger must not count. With `eager` (a survey) a choice that
 * may be changed is sent as it is made.
 */
export class PollAnswer extends LiveElement {
  static override properties = { poll: { attribute: false }, eager: { type: Boolean } };

  declare poll: PollRecord;
  declare eager: boolean;

  private changing = false;
  private readonly own = new OwnPolls(this);
  private saving: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.eager = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // What was chosen a moment ago is not lost with the page.
    if (this.saving !== undefined) void this.send();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("poll") && (changed.get("poll") as PollRecord | undefined)?.id !== this.poll.id) this.changing = false;
  }

  protected override render(): TemplateResult {
    const mine = this.mine.of(this.poll.id);
    const isSending = this.mine.sending(this.poll.id) !== undefined;
    const asks = !mine?.vote || this.changing || this.isEager;
    return html`<form class="answer-form" @submit=${this.submit} novalidate>
      <fieldset class="answer-form__set" aria-describedby=${this.id_("note")}>
        <legend class="poll__question" dir="auto">${textOf(this.poll.question)}</legend>
        ${asks ? this.asking(isSending) : this.standing()}
      </fieldset>
      ${asks && !this.isEager ? this.foot(isSending) : nothing}
      <p class="answer-form__note" id=${this.id_("note")} role="status" data-failed=${this.failed}>${this.note(isSending)}</p>
    </form>`;
  }

  private asking(isSending: boolean): TemplateResult {
    const { poll, draft } = this;
    const hint = poll.kind === "number" ? "" : hintOf(poll);
    return html`${hint ? html`<p class="answer-form__hint">${hint}</p>` : nothing}
      ${poll.is_anonymous ? html`<p class="answer-form__hint">${t("anonymous")}</p>` : nothing}
      ${inputsOf({ poll, draft, disabled: isSending && !this.isEager, change: this.take })}`;
  }

  private foot(isSending: boolean): TemplateResult {
    const { poll } = this;
    const isWritten = poll.kind === "text" || poll.kind === "words";
    const words = poll.kind === "quiz" ? t("answer") : isWritten || poll.placement === "feedback" ? t("send") : t("vote");
    return html`<div class="answer-form__foot">
        <button class="button" type="submit" ?disabled=${isSending || answerOf(poll, this.draft) === null}>${words}</button>
        ${this.changing
          ? html`<button class="text-button" type="button" @click=${this.keep}>${t("keep")}</button>`
          : nothing}
      </div>
      ${poll.may_change || poll.is_anonymous ? nothing : html`<p class="answer-form__terms">${t("final")}</p>`}`;
  }

  /** What stands. */
  private standing(): TemplateResult {
    const { poll } = this;
    const answer = this.mine.of(poll.id)?.vote?.answer ?? null;
    const isVote = poll.placement === "show" && poll.kind !== "text" && poll.kind !== "words" && poll.kind !== "quiz";
    if (poll.is_anonymous) return html`<p class="standing-vote">${icon(checkIcon)}<span>${t("anonymousDone")}</span></p>`;
    return html`<div class="standing-vote">
        ${icon(checkIcon)}
        <div>
          <p class="standing-vote__done">${t(isVote ? "counted" : "countedAnswer")}</p>
          ${answer ? html`<p class="standing-vote__answer" dir="auto"><span class="visually-hidden">${t("yours")}: </span>${sayAnswer(poll, answer)}</p>` : nothing}
        </div>
      </div>
      ${poll.may_change
        ? html`<button class="text-button" type="button" @click=${this.open}>${t(isVote ? "change" : "changeAnswer")}</button>`
        : nothing}`;
  }

  private note(isSending: boolean): string {
    const failure = this.mine.failure(this.poll.id);
    if (isSending) return this.live.status === "live" || this.live.status === "degraded" ? t("sending") : t("kept");
    if (failure) return sayRefusal(failure);
    return this.isEager && this.mine.of(this.poll.id)?.vote ? t("saved") : "";
  }

  private get failed(): boolean {
    return this.mine.sending(this.poll.id) === undefined && this.mine.failure(this.poll.id) !== undefined;
  }

  /** A choice that may be changed needs no button where one answers many questions in a row. */
  private get isEager(): boolean {
    return this.eager && this.poll.may_change && (this.poll.kind === "rating" || this.poll.kind === "single");
  }

  private get mine() {
    return this.own.mine;
  }

  private get draft(): Draft {
    const { poll, mine } = this;
    return mine.drafts.get(poll.id) ?? draftOf(poll, mine.of(poll.id)?.vote?.answer ?? null);
  }

  private id_(name: string): string {
    return `poll-${this.poll.id}-${name}`;
  }

  private readonly take = (draft: Draft): void => {
    this.mine.drafts.set(this.poll.id, draft);
    this.requestUpdate();
    if (!this.isEager) return;
    clearTimeout(this.saving);
    this.saving = setTimeout(() => void this.send(), SAVE_AFTER_MS);
  };

  private readonly open = async (): Promise<void> => {
    this.changing = true;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>("input:checked, input, textarea, button")?.focus();
  };

  private readonly keep = async (): Promise<void> => {
    this.mine.drafts.delete(this.poll.id);
    this.changing = false;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>(".text-button")?.focus();
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    void this.send();
  };

  private async send(): Promise<void> {
    clearTimeout(this.saving);
    this.saving = undefined;
    const { poll, mine } = this;
    const answer = answerOf(poll, this.draft);
    if (!answer) return;
    if (mine.sending(poll.id) !== undefined) {
      if (this.isEager) this.saving = setTimeout(() => void this.send(), SAVE_AFTER_MS);
      return;
    }
    const hadFocus = this.contains(document.activeElement);
    // A first answer in the show counts by what its sender sees; a survey has no picture.
    await mine.vote(poll.id, answer, poll.placement === "show" ? (playhead.nowMs ?? null) : null);
    if (mine.failure(poll.id) === undefined) this.changing = false;
    this.requestUpdate();
    await this.updateComplete;
    // The button that was pressed is gone: who had the focus there goes on from what stands.
    if (hadFocus && !this.isEager && document.activeElement === document.body) this.restFocus();
  }

  private restFocus(): void {
    const rest = this.querySelector<HTMLElement>(".text-button") ?? this.querySelector<HTMLElement>("fieldset");
    if (rest?.tagName === "FIELDSET") rest.tabIndex = -1;
    rest?.focus({ preventScroll: true });
  }
}
