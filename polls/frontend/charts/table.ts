/** The same as a table, for whoever does not see the picture. */
import { html, nothing, type TemplateResult } from "lit";
import { formatNumber } from "../../../live/frontend/format";
import type { Chart, Picture } from "./model/chart";
import type { Said } from "./model/said";
import { sayDecimal, sayGuess, sayPercent, saySigned, t } from "./words";

export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | Said)[])[];
  /** Said after the question: the average, the score. */
  readonly sums: readonly string[];
}

/** Who voted, in a sentence. */
export function sayTurnout(ballots: number): string {
  return ballots > 0 ? t("voted", { n: ballots }) : t("nobody");
}

export function tableOf(picture: Picture): Table {
  switch (picture.kind) {
    case "choice":
      return {
        heads: [t("answer"), t("votes"), t("share")],
        rows: picture.rows.map((row) => [noted(row.label, row), formatNumber(row.count), sayPercent(row.percent)]),
        sums: [],
      };
    case "ranking":
      return {
        heads: [t("place"), t("answer"), t("meanPlace"), t("points")],
        rows: picture.rows.map((row) => [
          row.meanPlace === null ? "–" : formatNumber(row.place),
          row.ownPlace === null ? row.label : withNote(row.label, t("ownPlace", { place: row.ownPlace })),
          row.meanPlace === null ? "–" : sayDecimal(row.meanPlace, 1),
          formatNumber(row.points),
        ]),
        sums: [],
      };
    case "rating":
      return {
        heads: [t("rating"), t("votes"), t("share")],
        rows: picture.values.map((each) => [
          noted({ text: formatNumber(each.value), language: "" }, { isRight: false, isOwn: each.isOwn }),
          formatNumber(each.count),
          sayPercent(each.percent),
        ]),
        sums: [
          ...(picture.mean === null ? [] : [`${t("mean")}: ${sayDecimal(picture.mean, 1)} ${t("outOf", { most: picture.most })}`]),
          ...(picture.nps === null ? [] : [`${t("nps")}: ${saySigned(picture.nps)}`]),
          ...picture.groups.map(({ name, percent }) => `${t(name)}: ${sayPercent(percent)}`),
        ],
      };
    case "guesses": {
      const { decimals, unit, mean, right, own } = picture;
      const figure = (value: number): string => sayGuess(value, decimals, unit);
      return {
        heads: [t("guess"), t("votes"), t("share")],
        rows: picture.bins
          .filter(({ count, isRight, isOwn }) => count > 0 || isRight || isOwn)
          .map((bin) => [
            noted({ text: bin.from === bin.to ? figure(bin.from) : t("range", { from: figure(bin.from), to: figure(bin.to) }), language: "" }, bin),
            formatNumber(bin.count),
            sayPercent(bin.percent),
          ]),
        sums: [
          ...(mean ? [`${t("mean")}: ${sayGuess(mean.value, decimals + 1, unit)}`] : []),
          ...(right ? [`${t("right")}: ${figure(right.value)}`] : []),
          ...(own ? [`${t("own")}: ${figure(own.value)}`] : []),
        ],
      };
    }
    case "cloud":
      return {
        heads: [t("word"), t("votes")],
        rows: picture.words.map((word) => [
          word.isOwn ? withNote({ text: word.text, language: "" }, t("ownWord")) : { text: word.text, language: "" },
          formatNumber(word.count),
        ]),
        sums: [],
      };
    case "leaders":
      return {
        heads: [t("place"), t("name"), t("points"), t("rightOnes")],
        rows: picture.rows.map(({ rank, name, points, right }) => [
          formatNumber(rank),
          { text: name, language: "" },
          formatNumber(points),
          formatNumber(right),
        ]),
        sums: [],
      };
    case "turnout":
      return { heads: [], rows: [], sums: [] };
  }
}

export function drawTable(chart: Chart): TemplateResult {
  const { heads, rows, sums } = tableOf(chart.picture);
  const about = [chart.picture.kind === "leaders" ? t("leaderboard") : sayTurnout(chart.ballots), ...sums].join(". ");
  return html`<div class="pc-table">
    ${heads.length === 0
      ? html`<p>${about}</p>`
      : html`<table>
          <caption>
            <bdi lang=${chart.question.language || nothing}>${chart.question.text}</bdi> ${about}
          </caption>
          <thead>
            <tr>
              ${heads.map((head) => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}
          </tbody>
        </table>`}
  </div>`;
}

function cell(value: string | Said): TemplateResult {
  // What a row is about is its head.
  return typeof value === "string"
    ? html`<td>${value}</td>`
    : html`<th scope="row"><bdi lang=${value.language || nothing}>${value.text}</bdi></th>`;
}

function noted(label: Said, { isRight, isOwn }: { readonly isRight: boolean; readonly isOwn: boolean }): Said {
  const notes = [...(isRight ? [t("right")] : []), ...(isOwn ? [t("own")] : [])];
  return notes.length > 0 ? withNote(label, notes.join(", ")) : label;
}

function withNote({ text, language }: Said, note: string): Said {
  return { text: `${text} (${note})`, language };
}
