/** The sheet of all keys. */
import { html, type TemplateResult } from "lit";
import { KEYS } from "./actions";
import { w } from "./tool-words";
import { t } from "./words";

type Line = readonly [readonly string[], string];

/** Draw the sheet; a dialog that the desk opens. */
export function sheet(): TemplateResult {
  const groups: readonly (readonly [string, readonly Line[]])[] = [
    [
      w("quick"),
      [
        [["J", "↓"], w("next")],
        [["K", "↑"], w("previous")],
        [["PgUp", "PgDn"], w("byPage")],
        [["Home", "End"], w("firstLast")],
        [["H", "L", "←", "→"], w("sides")],
        [["1", "…", "4"], w("toLane")],
        [["O"], w("nextSide")],
        [["N"], w("showFresh")],
        [["/"], w("search")],
        [["⇧1", "…", "⇧9"], w("toView")],
        [["D"], w("showPane")],
      ],
    ],
    [
      w("decide"),
      [
        [[KEYS.approve], t("approve")],
        [[KEYS.reject], t("reject")],
        [[KEYS.send], t("send")],
        [[KEYS.recall], t("recall")],
        [[KEYS.park], t("park")],
        [[KEYS.up, KEYS.down], w("earlierLater")],
        [["X", "⇧X"], w("selectRange")],
        [["⌃Z", "⌫"], w("undoMove")],
      ],
    ],
    [
      w("work"),
      [
        [[KEYS.edit], t("edit")],
        [[KEYS.merge], t("merge")],
        [[KEYS.answer], t("answer")],
        [[KEYS.note], t("note")],
        [[KEYS.theme], t("theme")],
        [[KEYS.priority], t("priority")],
        [[KEYS.language], t("language")],
        [[KEYS.feed], t("feed")],
        [[KEYS.claim], `${t("claim")}, ${t("release").toLowerCase()}`],
        [["1", "…", "9"], w("choose")],
        [["X", KEYS.feed], w("assignAll")],
        [["X", KEYS.claim], w("releaseAll")],
        [["⌃↵"], w("sendForm")],
      ],
    ],
    [
      w("others"),
      [
        [["Q"], w("compose")],
        [["B"], w("toSet")],
        [["Esc"], w("cancel")],
        [["?"], w("keys")],
      ],
    ],
  ];
  return html`<dialog class="d-dialog d-sheet" aria-label=${w("keys")}>
    <h2>${w("keys")}</h2>
    <div class="d-sheet__groups">
      ${groups.map(
        ([name, lines]) => html`<section>
          <h3>${name}</h3>
          <dl>
            ${lines.map(
              ([keys, what]) => html`<dt>${keys.map((key) => html`<kbd class="c-key">${key}</kbd>`)}</dt>
                <dd>${what}</dd>`,
            )}
          </dl>
        </section>`,
      )}
    </div>
    <form method="dialog"><button class="c-button" autofocus>${w("close")}</button></form>
  </dialog>`;
}
