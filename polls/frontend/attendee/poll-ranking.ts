import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { LiveElement } from "../../../live/frontend/element";
import { downIcon, gripIcon, icon, upIcon } from "../../../live/frontend/icons";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { moved } from "./draft";
import { optionText } from "./texts";
import { t } from "./words";

/**
 * `<live-poll-ranking .poll=${poll} .order=${ids}></live-poll-ranking>`: options to put in an order, by hand at the grip
 * or by buttons. Sends "live-poll-ranked" with the new order in `detail`.
 */
export class PollRanking extends LiveElement {
  static override properties = { poll: { attribute: false }, order: { attribute: false }, disabled: { attribute: false } };

  declare poll: PollRecord;
  declare order: readonly number[];
  declare disabled: boolean;

  private dragged: number | null = null;
  private said = "";

  protected override render(): TemplateResult {
    const last = this.order.length - 1;
    return html`<ol
        class="ranking"
        @pointermove=${this.drag}
        @pointerup=${this.drop}
        @pointercancel=${this.drop}
        @lostpointercapture=${this.drop}
      >
        ${repeat(
          this.order,
          (id) => id,
          (id, place) => {
            const option = optionText(this.poll, id);
            return html`<li class="ranking__item" ?data-dragged=${id === this.dragged}>
              <span class="ranking__grip" title=${t("grip")} @pointerdown=${(event: PointerEvent) => {
                this.take(event, id);
              }}>${icon(gripIcon)}</span>
              <span class="ranking__place" aria-hidden="true">${place + 1}</span>
              <span class="ranking__text" dir="auto">${option}</span>
              <button type="button" data-move="up" aria-label=${t("up", { option })} ?disabled=${this.disabled || place === 0} @click=${() => {
                void this.press(id, place - 1, "up");
              }}>${icon(upIcon)}</button>
              <button type="button" data-move="down" aria-label=${t("down", { option })} ?disabled=${this.disabled || place === last} @click=${() => {
                void this.press(id, place + 1, "down");
              }}>${icon(downIcon)}</button>
            </li>`;
          },
        )}
      </ol>
      <p class="visually-hidden" role="status">${this.said}</p>`;
  }

  private get items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".ranking__item")];
  }

  private bring(id: number, to: number): void {
    const from = this.order.indexOf(id);
    if (from === to || to < 0 || to >= this.order.length) return;
    this.order = moved(this.order, from, to);
    this.dispatchEvent(new CustomEvent("live-poll-ranked", { detail: this.order }));
  }

  /** A button stays under the finger that pressed it, or hands on to its sister at the end of the way. */
  private async press(id: number, to: number, way: "up" | "down"): Promise<void> {
    this.bring(id, to);
    this.said = t("ranked", { option: optionText(this.poll, id), n: to + 1 });
    this.requestUpdate();
    await this.updateComplete;
    const item = this.items[to];
    const button = item?.querySelector<HTMLButtonElement>(`[data-move="${way}"]:not(:disabled)`);
    (button ?? item?.querySelector<HTMLButtonElement>("button:not(:disabled)"))?.focus();
  }

  private take(event: PointerEvent, id: number): void {
    if (this.disabled || event.button !== 0) return;
    event.preventDefault();
    this.dragged = id;
    // The list keeps the pointer: an item that moves in the document would lose it.
    this.querySelector("ol")?.setPointerCapture(event.pointerId);
    this.requestUpdate();
  }

  private readonly drag = (event: PointerEvent): void => {
    if (this.dragged === null) return;
    const from = this.order.indexOf(this.dragged);
    const boxes = this.items.map((item) => item.getBoundingClientRect());
    const to = boxes.findIndex(({ top, bottom }) => event.clientY >= top && event.clientY < bottom);
    const box = boxes[to];
    if (!box || to === from) return;
    // Beyond its middle: where items differ in height two would change places for ever.
    const middle = (box.top + box.bottom) / 2;
    if (to > from ? event.clientY > middle : event.clientY < middle) this.bring(this.dragged, to);
  };

  private readonly drop = (): void => {
    if (this.dragged === null) return;
    this.dragged = null;
    this.requestUpdate();
  };
}
