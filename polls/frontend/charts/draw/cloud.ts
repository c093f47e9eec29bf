/** A cloud of words: each in its place, larger or smaller. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { styled } from "../../../../live/frontend/styled";
import type { CloudChart } from "../model/cloud";
import { placeWords, typeOf, type Box, type Place } from "../model/placing";
import { t } from "../words";

/** Of the type's size; as the stylesheet's line-height. */
const LINE_HEIGHT = 1.16;
/** Room between words, of the type's size. */
const AIR = 0.28;
/** What the stylesheet sets words in, and scales. */
const BASE_PX = 100;
/** Smaller words are not read, px. */
const LEAST_PX = 11;

/** Measures how wide a text is in type of 1 px, in the face of the cloud. */
export type Measure = (text: string) => number;

/** Keeps the places of a cloud's words from one state to the next. */
export class CloudScene {
  private places = new Map<string, Place>();

  forget(): void {
    this.places.clear();
  }

  draw({ words }: CloudChart, picture: Box, measure: Measure): TemplateResult {
    if (words.length === 0) return html`<div class="pc-cloud"><p class="pc-none">${t("nobody")}</p></div>`;
    const widths = words.map(({ text }) => measure(text) + AIR);
    const type = typeOf(words.map(({ size }, at) => ({ size, width: widths[at] ?? 0 })), picture, LINE_HEIGHT);
    const sized = words.map(({ text, size }, at) => {
      const px = Math.max(LEAST_PX, type * size);
      return { key: text, px, width: px * (widths[at] ?? 0), height: px * LINE_HEIGHT };
    });
    const found = placeWords(sized, picture, this.places);
    // A word that finds no room now keeps its place for when it does.
    for (const [key, place] of found) this.places.set(key, place);
    const pxOf = new Map(sized.map(({ key, px }) => [key, px]));
    // In an order that does not change with the counts: elements stay where they are in the document.
    const steady = [...words].sort((one, other) => (one.text < other.text ? -1 : 1));
    return html`<ul class="pc-cloud">
      ${repeat(
        steady,
        ({ text }) => text,
        ({ text, isOwn }) => {
          const place = found.get(text);
          const where = place ?? this.places.get(text) ?? { x: 0.5, y: 0.5 };
          return html`<li
            data-key=${text}
            data-tone=${toneOf(text)}
            ?data-own=${isOwn}
            ?data-hidden=${!place}
            title=${isOwn ? t("ownWord") : nothing}
            ${styled({
              "--x": `${(where.x * picture.width).toFixed(1)}px`,
              "--y": `${(where.y * picture.height).toFixed(1)}px`,
              "--scale": ((pxOf.get(text) ?? LEAST_PX) / BASE_PX).toFixed(4),
            })}
          >
            <bdi>${text}</bdi>
          </li>`;
        },
      )}
    </ul>`;
  }
}

/** One word in three is in the brand's colour, always the same one. */
function toneOf(text: string): string {
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) % 9973;
  return String(sum % 3);
}
