/** The ticker's lines, and how the crew changes them. */
import { html, nothing, type TemplateResult } from "lit";
import { closeIcon, downIcon, icon, upIcon } from "../../../live/frontend/icons";
import type { PublicQuestion, Ticker, TickerLine, WantedLine } from "../../../live/frontend/wire.gen";
import { asWanted, MOST_LINES, moved } from "./lines";
import { t } from "./words";

export interface TickerPart {
  readonly ticker: Ticker;
  readonly questions: readonly PublicQuestion[];
  readonly isLocked: boolean;
  readonly change: (lines: readonly WantedLine[]) => void;
}

export function tickerPart({ ticker, questions, isLocked, change }: TickerPart): TemplateResult {
  const lines = ticker.lines.map(asWanted);
  const isFull = isLocked || lines.length >= MOST_LINES;
  const listed = new Set(ticker.lines.map(({ question_id }) => question_id));
  const free = questions.filter(({ id }) => !listed.has(id));
  const addText = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).elements.namedItem("text") as HTMLInputElement;
    if (input.value.trim() === "") return;
    change([...lines, { text: input.value }]);
    input.value = "";
  };
  const addQuestion = (event: Event): void => {
    const select = event.currentTarget as HTMLSelectElement;
    const id = Number(select.value);
    select.value = "";
    if (id > 0) change([...lines, { question_id: id }]);
  };
  return html`<section class="p-part p-ticker" aria-labelledby="p-ticker">
    <h3 id="p-ticker">${t("lines")} <span class="c-num">${lines.length}/${MOST_LINES}</span></h3>
    ${lines.length === 0
      ? html`<p class="p-none">${t("noLines")}</p>`
      : html`<ol class="p-lines">
          ${ticker.lines.map((line, place) => row(line, place, lines, isLocked, change))}
        </ol>`}
    <div class="p-add">
      <select aria-label=${t("addQuestion")} ?disabled=${isFull || free.length === 0} @change=${addQuestion}>
        <option value="">${t("choose")}</option>
        ${free.map(({ id, text }) => html`<option value=${id}>${text}</option>`)}
      </select>
      <form @submit=${addText}>
        <input name="text" maxlength="200" autocomplete="off" aria-label=${t("addText")} placeholder=${t("addText")} ?disabled=${isFull} />
        <button class="c-button" ?disabled=${isFull}>${t("add")}</button>
      </form>
    </div>
  </section>`;
}

function row(
  line: TickerLine,
  place: number,
  lines: readonly WantedLine[],
  isLocked: boolean,
  change: TickerPart["change"],
): TemplateResult {
  const button = (name: string, svg: string, next: readonly WantedLine[], isOff: boolean): TemplateResult =>
    html`<button
      type="button"
      class="p-small"
      aria-label=${`${name}: ${line.text}`}
      title=${name}
      ?disabled=${isLocked || isOff}
      @click=${() => {
        change(next);
      }}
    >
      ${icon(svg)}
    </button>`;
  return html`<li>
    <bdi lang=${line.language || nothing} title=${line.text}>${line.text}</bdi>
    ${button(t("up"), upIcon, moved(lines, place, -1), place === 0)}
    ${button(t("down"), downIcon, moved(lines, place, 1), place === lines.length - 1)}
    ${button(t("remove"), closeIcon, lines.filter((_line, at) => at !== place), false)}
  </li>`;
}
