/** What one answers with, by kind: native radios, checkboxes and fields, so that every keyboard and reader knows them. */
import { html, nothing, type TemplateResult } from "lit";
import { live as asTyped } from "lit/directives/live.js";
import { currentLanguage } from "../../../live/frontend/i18n";
import { icon, starIcon } from "../../../live/frontend/icons";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { choose, lengthOf, scaleOf, TEXT_CHARS, WORD_CHARS, type Draft } from "./draft";
import { fitsSlider, fromUnits, toUnits } from "./numbers";
import { textOf } from "./texts";
import { t } from "./words";

/** A field takes a little more than fits: what one pastes is to be shortened, not cut unseen. */
const OVERFLOW_CHARS = 100;
/** From here on the counter is shown: before, it would only make people nervous. */
const COUNTER_FROM = 70;

export interface Asking {
  readonly poll: PollRecord;
  readonly draft: Draft;
  readonly disabled: boolean;
  change(draft: Draft): void;
}

/** The inputs of a poll's kind. */
export function inputsOf(asking: Asking): TemplateResult {
  switch (asking.poll.kind) {
    case "single":
    case "several":
    case "quiz":
      return choices(asking);
    case "rating":
      return rating(asking);
    case "ranking":
      return html`<live-poll-ranking
        .poll=${asking.poll}
        .order=${asking.draft.options}
        .disabled=${asking.disabled}
        @live-poll-ranked=${(event: CustomEvent<readonly number[]>) => {
          asking.change({ ...asking.draft, options: event.detail });
        }}
      ></live-poll-ranking>`;
    case "words":
      return words(asking);
    case "text":
      return text(asking);
    case "number":
      return number(asking);
  }
}

/** What the inputs ask for, in a line; "" where that is plain. */
export function hintOf({ kind, min_choices: least, max_choices: most, max_words, min_value, max_value, ...poll }: PollRecord): string {
  switch (kind) {
    case "several":
      if (least === most) return t("chooseExactly", { n: most });
      return least <= 1 ? t("chooseUpTo", { n: most }) : t("chooseBetween", { least, most });
    case "ranking":
      return t("rank");
    case "words":
      return max_words > 1 ? t("wordHint") : t("oneWord");
    case "text":
      // What is written in the survey nobody else sees.
      if (poll.placement === "feedback") return "";
      return t(poll.is_anonymous ? "textHintUnnamed" : "textHint");
    case "number": {
      const inWords = (value: number): string => fromUnits(value, poll.decimals, currentLanguage());
      return t("between", { least: inWords(min_value), most: `${inWords(max_value)} ${textOf(poll.unit)}`.trim() });
    }
    default:
      return "";
  }
}

function choices({ poll, draft, disabled, change }: Asking): TemplateResult {
  const isSeveral = poll.kind === "several";
  const isFull = isSeveral && draft.options.length >= poll.max_choices;
  const hasPictures = poll.options.some(({ image }) => image !== null);
  return html`<div class="choices" ?data-pictures=${hasPictures}>
    ${poll.options.map(({ id, text: words, image, alt }) => {
      const isChosen = draft.options.includes(id);
      return html`<label class="choice">
        ${image ? html`<img class="choice__picture" src=${image.url} width=${image.width} height=${image.height} alt=${textOf(alt)} />` : nothing}
        <span class="choice__line">
          <input
            type=${isSeveral ? "checkbox" : "radio"}
            name=${`poll-${poll.id}`}
            value=${id}
            .checked=${asTyped(isChosen)}
            ?disabled=${disabled || (isFull && !isChosen)}
            @change=${(event: Event) => {
              change(choose(poll, draft, id, (event.target as HTMLInputElement).checked));
            }}
          />
          <span class="choice__text" dir="auto">${textOf(words)}</span>
        </span>
      </label>`;
    })}
  </div>`;
}

function rating({ poll, draft, disabled, change }: Asking): TemplateResult {
  const isStars = poll.scale === "stars";
  const low = textOf(poll.low_label);
  const high = textOf(poll.high_label);
  const values = scaleOf(poll);
  return html`<div class="scale" data-scale=${poll.scale}>
    <div class="scale__steps">
      ${values.map(
        (value) =>
          html`<label class="scale__step" ?data-reached=${isStars && draft.value !== null && value <= draft.value}>
            <input
              type="radio"
              name=${`poll-${poll.id}`}
              value=${value}
              .checked=${asTyped(draft.value === value)}
              ?disabled=${disabled}
              @change=${() => {
                change({ ...draft, value });
              }}
            />
            ${isStars
              ? html`${icon(starIcon)}<span class="visually-hidden">${t("stars", { n: value })}</span>`
              : html`<span>${value}</span>`}
            ${value === values[0] && low ? html`<span class="visually-hidden">${low}</span>` : nothing}
            ${value === values.at(-1) && high ? html`<span class="visually-hidden">${high}</span>` : nothing}
          </label>`,
      )}
    </div>
    ${low || high ? html`<p class="scale__labels" aria-hidden="true"><span>${low}</span><span>${high}</span></p>` : nothing}
  </div>`;
}

function words({ poll, draft, disabled, change }: Asking): TemplateResult {
  return html`<div class="fields">
    ${Array.from({ length: poll.max_words }, (_, place) => {
      const label = poll.max_words > 1 ? t("wordNumber", { n: place + 1 }) : t("word");
      return html`<label class="visually-hidden" for=${`poll-${poll.id}-${place}`}>${label}</label>
        <input
          id=${`poll-${poll.id}-${place}`}
          class="field"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          maxlength=${WORD_CHARS}
          placeholder=${poll.max_words > 1 ? label : nothing}
          .value=${asTyped(draft.words[place] ?? "")}
          ?disabled=${disabled}
          @input=${(event: Event) => {
            const { value } = event.target as HTMLInputElement;
            const next = Array.from({ length: poll.max_words }, (_each, at) => (at === place ? value : (draft.words[at] ?? "")));
            change({ ...draft, words: next });
          }}
        />`;
    })}
  </div>`;
}

function text({ poll, draft, disabled, change }: Asking): TemplateResult {
  const left = TEXT_CHARS - lengthOf(draft.text);
  return html`<div class="fields">
    <label class="visually-hidden" for=${`poll-${poll.id}-text`}>${t("text")}</label>
    <textarea
      id=${`poll-${poll.id}-text`}
      class="field"
      rows="3"
      maxlength=${TEXT_CHARS + OVERFLOW_CHARS}
      placeholder=${t("text")}
      aria-describedby=${`poll-${poll.id}-left`}
      .value=${asTyped(draft.text)}
      ?disabled=${disabled}
      @input=${(event: Event) => {
        change({ ...draft, text: (event.target as HTMLTextAreaElement).value });
      }}
    ></textarea>
    <p class="fields__left" id=${`poll-${poll.id}-left`} ?data-over=${left < 0}>${left < 0 ? t("charsOver", { n: -left }) : left <= COUNTER_FROM ? t("charsLeft", { n: left }) : ""}</p>
  </div>`;
}

function number({ poll, draft, disabled, change }: Asking): TemplateResult {
  const { id, min_value: least, max_value: most, decimals } = poll;
  const language = currentLanguage();
  const shown = draft.typed || (draft.value === null ? "" : fromUnits(draft.value, decimals, language));
  const isOut = draft.typed !== "" && (draft.value === null || draft.value < least || draft.value > most);
  return html`<div class="guess">
    <label class="visually-hidden" for=${`poll-${id}-number`}>${t("number")}</label>
    <div class="guess__line">
      <input
        id=${`poll-${id}-number`}
        class="field guess__field"
        type="text"
        inputmode=${least < 0 ? "text" : decimals > 0 ? "decimal" : "numeric"}
        autocomplete="off"
        maxlength="20"
        aria-invalid=${isOut ? "true" : nothing}
        aria-describedby=${`poll-${id}-range`}
        .value=${asTyped(shown)}
        ?disabled=${disabled}
        @input=${(event: Event) => {
          const typed = (event.target as HTMLInputElement).value;
          change({ ...draft, typed, value: toUnits(typed, decimals, language) });
        }}
      />
      <span class="guess__unit">${textOf(poll.unit)}</span>
    </div>
    ${fitsSlider(least, most)
      ? html`<input
          class="guess__slider"
          type="range"
          min=${least}
          max=${most}
          step="1"
          aria-label=${t("number")}
          aria-valuetext=${`${shown} ${textOf(poll.unit)}`.trim() || nothing}
          .value=${asTyped(String(draft.value ?? Math.round((least + most) / 2)))}
          ?disabled=${disabled}
          ?data-untouched=${draft.value === null}
          @input=${(event: Event) => {
            change({ ...draft, typed: "", value: Number((event.target as HTMLInputElement).value) });
          }}
        />`
      : nothing}
    <p class="guess__range" id=${`poll-${id}-range`} ?data-out=${isOut}>
      ${isOut
        ? t("outOfRange", { least: fromUnits(least, decimals, language), most: fromUnits(most, decimals, language) })
        : hintOf(poll)}
    </p>
  </div>`;
}
