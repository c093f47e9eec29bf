import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { canBeJoined, mergeCandidates } from "./candidates";
import { votesOf, type Scene } from "./scene";
import { w } from "./tool-words";
import { sayState, t, wording } from "./words";

/** `<live-merge-form>`: choose the question that the one under the cursor becomes a part of, or the other way round. */
export class MergeForm extends LiveElement {
  static override properties: PropertyDeclarations = {
    scene: { attribute: false },
    question: { attribute: false },
    sought: { state: true },
    at: { state: true },
  };
  declare scene: Scene;
  declare question: DeskQuestion;
  declare sought: string;
  declare at: number;

  constructor() {
    super();
    this.sought = "";
    this.at = 0;
  }

  protected override render(): TemplateResult {
    const found = this.candidates;
    const at = Math.min(this.at, found.length - 1);
    return html`<div class="d-merge" role="group" aria-label=${w("mergeInto")} @keydown=${this.onKey}>
      <label class="d-pane__label" for="d-merge">${w("mergeInto")}</label>
      <input
        id="d-merge"
        class="d-field"
        type="search"
        role="combobox"
        autocomplete="off"
        aria-expanded="true"
        aria-controls="d-merge-list"
        aria-activedescendant=${found.length > 0 ? `d-merge-${at}` : nothing}
        placeholder=${w("mergeSearch")}
        data-first
        .value=${this.sought}
        @input=${this.search}
      />
      <ul class="d-others d-others--choose" id="d-merge-list" role="listbox" aria-label=${w("mergeInto")}>
        ${found.map((other, index) => this.option(other, index, index === at))}
      </ul>
      ${found.length === 0 && this.sought ? html`<p class="d-form__hint">${w("mergeNothing")}</p>` : nothing}
      <p class="d-form__hint">${w("mergeHint")}</p>
      <p class="d-form__acts">
        <button class="d-act d-act--go" type="button" data-merge="into" ?disabled=${found.length === 0} @click=${this.into}>
          ${w("intoThat")} <kbd class="c-key">↵</kbd>
        </button>
        <button class="d-act" type="button" data-merge="here" ?disabled=${!found[at] || !canBeJoined(found[at])} @click=${this.here}>
          ${w("intoThis")} <kbd class="c-key">⇧↵</kbd>
        </button>
        <button class="d-act" type="button" @click=${this.cancel}>${t("cancel")} <kbd class="c-key">Esc</kbd></button>
      </p>
    </div>`;
  }

  private get candidates(): DeskQuestion[] {
    return mergeCandidates(this.question, this.scene.state.questions, this.sought);
  }

  private option(other: DeskQuestion, index: number, isNow: boolean): TemplateResult {
    return html`<li
      role="option"
      id="d-merge-${index}"
      aria-selected=${isNow}
      data-other-id=${other.id}
      @click=${() => {
        this.at = index;
      }}
    >
      <p lang=${other.language}>${wording(other)}</p>
      <span>${sayState(other)} · ${other.asker_name ?? t("anonymous")} · ${t("votes", { n: votesOf(this.scene.state, other) })}</span>
    </li>`;
  }

  private readonly search = (event: Event): void => {
    this.sought = (event.target as HTMLInputElement).value;
    this.at = 0;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const count = this.candidates.length;
    if (event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    if (event.key === "ArrowDown") this.at = Math.min(count - 1, this.at + 1);
    else if (event.key === "ArrowUp") this.at = Math.max(0, this.at - 1);
    else if (event.key === "Enter") this.merge(event.shiftKey);
    else return;
    event.preventDefault();
  };

  private merge(isReversed: boolean): void {
    const found = this.candidates;
    const other = found[Math.min(this.at, found.length - 1)];
    if (other && (!isReversed || canBeJoined(other))) this.scene.deeds.merge(other, isReversed);
  }

  private readonly into = (): void => {
    this.merge(false);
  };

  private readonly here = (): void => {
    this.merge(true);
  };

  private readonly cancel = (): void => {
    this.scene.deeds.close();
  };
}
