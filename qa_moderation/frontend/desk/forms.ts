/** The forms of the pane: decline, wording, answer, note, theme, priority, language, set desk. */
import { html, nothing, type TemplateResult } from "lit";
import { alertIcon, icon } from "../../../live/frontend/icons";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import type { Form, FormKind } from "./form";
import { themeMark } from "./marks";
import { feedName, type Scene } from "./scene";
import { tooLongBy } from "./set-length";
import { LANGUAGES, languageName, quickReasons, w } from "./tool-words";
import { t, wording } from "./words";

interface Choice {
  readonly words: TemplateResult | string;
  readonly isNow?: boolean;
  choose(): void;
}

/** Draw the open form for its question. */
export function form(question: DeskQuestion, scene: Scene): TemplateResult | typeof nothing {
  const open = scene.deeds.form;
  if (!open) return nothing;
  const draw: Readonly<Record<FormKind, () => TemplateResult>> = {
    reject: () => reject(scene),
    edit: () => edit(open.start ?? question, open, scene),
    answer: () => answer(open.start ?? question, open, scene),
    note: () => note(open, scene),
    merge: () => html`<live-merge-form .scene=${scene} .question=${open.seen ?? question}></live-merge-form>`,
    theme: () => themes(scene, question.theme_id),
    priority: () => priorities(scene, question.priority),
    language: () => languages(scene, question.language),
    feed: () => feeds(scene, question.feed),
  };
  return html`<div class="d-form" data-form=${open.kind}>
    ${draw[open.kind]()} ${open.complaint ? html`<p class="d-form__bad" role="alert">${open.complaint}</p>` : nothing}
  </div>`;
}

const FOR_ALL = { reject, theme: themes, priority: priorities, feed: feeds } as const;

/** The form for all that is selected. */
export function bulkForm(scene: Scene): TemplateResult | typeof nothing {
  const open = scene.deeds.form;
  if (!open) return nothing;
  return html`<div class="d-form" data-form=${open.kind} data-bulk>
    ${FOR_ALL[open.kind as keyof typeof FOR_ALL](scene)}
  </div>`;
}

/** A list from which a digit or a click chooses. */
function choices(label: string, list: readonly Choice[]): TemplateResult {
  return html`<div class="d-choices" role="group" aria-label=${label}>
    ${list.map(
      ({ words, isNow, choose }, index) => html`<button
        type="button"
        class="d-act"
        data-choice=${index + 1}
        ?data-first=${index === 0}
        aria-pressed=${isNow ?? nothing}
        @click=${choose}
      >
        ${index < 9 ? html`<kbd class="c-key">${index + 1}</kbd>` : nothing}${words}
      </button>`,
    )}
  </div>`;
}

function cancel({ deeds }: Scene): TemplateResult {
  return html`<button
    class="d-act"
    type="button"
    @click=${() => {
      deeds.close();
    }}
  >
    ${t("cancel")} <kbd class="c-key">Esc</kbd>
  </button>`;
}

function reject(scene: Scene): TemplateResult {
  const { deeds } = scene;
  const field = (event: Event, name: string): string =>
    (event.target as Element).closest("form")?.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "";
  const list = quickReasons().map((reason) => ({ words: reason, reason }));
  return html`<form
    class="d-reject"
    aria-label=${w("reason")}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      deeds.reject(field(event, "reason"), field(event, "note"));
    }}
  >
    <h3 class="d-pane__label">${w("reason")}</h3>
    <div class="d-choices" role="group" aria-label=${w("reason")}>
      ${list.map(
        ({ reason }, index) => html`<button
          type="button"
          class="d-act"
          data-choice=${index + 1}
          ?data-first=${index === 0}
          @click=${(event: Event) => {
            deeds.reject(reason, field(event, "note"));
          }}
        >
          <kbd class="c-key">${index + 1}</kbd>${reason}
        </button>`,
      )}
    </div>
    <input class="d-field" name="reason" maxlength="300" autocomplete="off" placeholder=${w("ownWords")} aria-label=${w("ownWords")} />
    <input class="d-field" name="note" maxlength="300" autocomplete="off" placeholder=${w("privateNote")} aria-label=${w("privateNote")} />
    <p class="d-form__acts"><button class="d-act d-act--go" type="submit">${t("reject")} <kbd class="c-key">↵</kbd></button>${cancel(scene)}</p>
  </form>`;
}

interface Writing {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly rows: number;
  readonly button: string;
  readonly hint?: string;
  readonly language?: string;
  /** Whether the set shows it: then it can be too long. */
  readonly isForSet?: boolean;
  send(text: string): void;
}

/** That the host will not see a wording whole. */
export function lengthHint(text: string): TemplateResult | typeof nothing {
  const over = tooLongBy(text);
  return over === 0 ? nothing : html`<p class="d-too-long">${icon(alertIcon, "c-icon")}${w("tooLongForSet", { n: over })}</p>`;
}

/** A text that is written: ⌃↵ sends it, and so does ↵ where it is one line. */
function writing({ label, value, most, rows, button, hint, language, isForSet, send }: Writing, open: Form, scene: Scene): TemplateResult {
  const textOf = (event: Event): string =>
    (event.target as Element).closest("form")?.querySelector("textarea")?.value ?? "";
  return html`<form
    class="d-writing"
    aria-label=${label}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      send(textOf(event));
    }}
    @keydown=${(event: KeyboardEvent) => {
      const isLine = rows < 6 && !event.shiftKey;
      if (event.key !== "Enter" || !(event.target instanceof HTMLTextAreaElement) || event.isComposing) return;
      if (!isLine && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      send(textOf(event));
    }}
  >
    <label class="d-pane__label" for="d-writing">${label}</label>
    <textarea id="d-writing" class="d-field" rows=${rows} maxlength=${most} lang=${language ?? nothing} data-first .value=${value} @input=${scene.deeds.typed}></textarea>
    ${isForSet ? lengthHint(open.typed ?? value) : nothing}
    ${hint ? html`<p class="d-form__hint">${hint}</p>` : nothing}
    <p class="d-form__acts">
      <button class="d-act d-act--go" type="submit" ?disabled=${open.isSending}>${button} <kbd class="c-key">${rows < 6 ? "↵" : "⌃↵"}</kbd></button>
      ${cancel(scene)}
    </p>
  </form>`;
}

function edit(question: DeskQuestion, open: Form, scene: Scene): TemplateResult {
  const { deeds } = scene;
  return html`${writing(
    {
      label: w("forSet"),
      value: wording(question),
      most: 1000,
      rows: 4,
      button: w("save"),
      hint: w("wordingHint"),
      language: question.language,
      isForSet: true,
      send: (text) => {
        deeds.reword(text.trim());
      },
    },
    open,
    scene,
  )}
  ${question.set_text
    ? html`<button
        class="d-act"
        type="button"
        @click=${() => {
          deeds.reword("");
        }}
      >
        ${w("originalWording")}
      </button>`
    : nothing}`;
}

function answer(question: DeskQuestion, open: Form, scene: Scene): TemplateResult {
  const send = (text: string): void => {
    scene.deeds.answer(text);
  };
  return writing({ label: w("writeAnswer"), value: question.answer, most: 2000, rows: 7, button: w("publish"), send }, open, scene);
}

function note(open: Form, scene: Scene): TemplateResult {
  const send = (text: string): void => {
    scene.deeds.note(text);
  };
  return writing({ label: w("writeNote"), value: "", most: 300, rows: 2, button: w("noteSave"), send }, open, scene);
}

function themes(scene: Scene, now?: number | null): TemplateResult {
  const { deeds, state } = scene;
  const list: Choice[] = state.themes.map((theme) => ({
    words: html`${themeMark(theme)}`,
    isNow: theme.id === now,
    choose: () => {
      deeds.chooseTheme(theme.id);
    },
  }));
  const none: Choice = {
    words: w("noTheme"),
    isNow: now === null,
    choose: () => {
      deeds.chooseTheme(null);
    },
  };
  return html`<h3 class="d-pane__label">${w("chooseTheme")}</h3>
    ${choices(w("chooseTheme"), [...list, none])}
    <p class="d-form__acts">${cancel(scene)}</p>`;
}

function priorities(scene: Scene, now?: number): TemplateResult {
  const list = ([2, 1, 0] as const).map((priority) => ({
    words: t(`prio${priority}`),
    isNow: priority === now,
    choose: () => {
      scene.deeds.choosePriority(priority);
    },
  }));
  return html`<h3 class="d-pane__label">${t("priority")}</h3>
    ${choices(t("priority"), list)}
    <p class="d-form__acts">${cancel(scene)}</p>`;
}

function languages(scene: Scene, now: string): TemplateResult {
  const tags = LANGUAGES.includes(now) ? LANGUAGES : [...LANGUAGES, now];
  const list = tags.map((tag) => ({
    words: languageName(tag),
    isNow: tag === now,
    choose: () => {
      scene.deeds.chooseLanguage(tag);
    },
  }));
  return html`<h3 class="d-pane__label">${w("chooseLanguage")}</h3>
    ${choices(w("chooseLanguage"), list)}
    <p class="d-form__acts">${cancel(scene)}</p>`;
}

function feeds(scene: Scene, now?: string): TemplateResult {
  const list = scene.state.feeds.map((feed) => ({
    words: feedName(feed),
    isNow: feed.slug === now,
    choose: () => {
      scene.deeds.chooseFeed(feed.slug);
    },
  }));
  return html`<h3 class="d-pane__label">${w("chooseFeed")}</h3>
    ${choices(w("chooseFeed"), list)}
    <p class="d-form__acts">${cancel(scene)}</p>`;
}
