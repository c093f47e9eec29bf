/** The bar above the lanes: search, filters, saved views, who is at the desk. */
import { html, nothing, type TemplateResult } from "lit";
import { closeIcon, icon, micIcon, panelIcon, plusIcon, searchIcon, tagIcon } from "../../../live/frontend/icons";
import type { DeskState, View } from "../../../live/frontend/wire.gen";
import { FLAGS, writeFilter, type Filter } from "./filter";
import type { Asked } from "./kept-views";
import type { Present } from "./presence";
import { feedName, type Scene } from "./scene";
import { languageName, w } from "./tool-words";
import { t } from "./words";

export interface HeadContext {
  readonly filter: Filter;
  readonly others: readonly Present[];
  /** Which questions may be changed: organisers and directors name the set desks. */
  readonly mayChangeFeeds: boolean;
  readonly isNaming: boolean;
  readonly asked: Asked | null;
  narrow(change: Partial<Filter>): void;
  clear(): void;
  openView(view: View): void;
  deleteView(view: View): void;
  nameView(isNaming: boolean): void;
  saveView(name: string): void;
  /** Leave another's view as it is. */
  keepView(): void;
  /** From the search to what it found. */
  toRows(): void;
  openDialog(name: "compose" | "themes" | "feeds"): void;
  readonly togglePane: () => void;
}

/** Draw the bar. */
export function head(scene: Scene | null, context: HeadContext): TemplateResult {
  return html`<div class="d-head">
    <div class="d-head__row">
      ${searchField(context)} ${scene ? filters(scene, context) : nothing}
      <span class="d-head__end">
        ${presence(context.others)}
        ${toolButton("compose", plusIcon, "Q", context)} ${toolButton("themes", tagIcon, null, context)}
        ${context.mayChangeFeeds ? toolButton("feeds", micIcon, null, context) : nothing}
        <button type="button" class="d-act" data-pane title="${w("pane")} (D)" @click=${context.togglePane}>
          ${icon(panelIcon, "c-icon")}<span class="d-act__word">${w("pane")}</span><kbd class="c-key">D</kbd>
        </button>
      </span>
    </div>
    ${scene ? views(scene.state, context) : nothing}
  </div>`;
}

function toolButton(name: "compose" | "themes" | "feeds", svg: string, key: string | null, context: HeadContext): TemplateResult {
  return html`<button
    type="button"
    class="d-act"
    data-open=${name}
    title=${key ? `${w(name)} (${key})` : w(name)}
    @click=${() => {
      context.openDialog(name);
    }}
  >
    ${icon(svg, "c-icon")}<span class="d-act__word">${w(name)}</span>${key ? html`<kbd class="c-key">${key}</kbd>` : nothing}
  </button>`;
}

function searchField({ filter, narrow, toRows }: HeadContext): TemplateResult {
  return html`<label class="d-search"
    >${icon(searchIcon, "c-icon")}<span class="c-visually-hidden">${w("search")}</span
    ><input
      type="search"
      placeholder=${w("search")}
      maxlength="80"
      .value=${filter.text}
      @input=${(event: Event) => {
        narrow({ text: (event.target as HTMLInputElement).value });
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === "Enter" && !event.isComposing) toRows();
      }}
    /><kbd class="c-key">/</kbd></label
  >`;
}

/** On a phone the filters are shut until somebody wants them. */
const NARROW = "(max-width: 48rem)";

interface Option {
  readonly value: string;
  readonly words: string;
}

function choice(name: string, label: string, now: string, options: readonly Option[], change: (value: string) => void): TemplateResult {
  return html`<select
    class="d-select"
    name=${name}
    aria-label=${label}
    ?data-set=${now !== ""}
    .value=${now}
    @change=${(event: Event) => {
      change((event.target as HTMLSelectElement).value);
    }}
  >
    <option value="" ?selected=${now === ""}>${label}</option>
    ${options.map(({ value, words }) => html`<option value=${value} ?selected=${value === now}>${words}</option>`)}
  </select>`;
}

function filters({ state, board }: Scene, { filter, narrow, clear }: HeadContext): TemplateResult {
  const languages = [...board.index.languages.keys()].sort();
  if (filter.language && !languages.includes(filter.language)) languages.push(filter.language);
  return html`<details class="d-filters" ?data-set=${writeFilter(filter) !== ""} ?open=${!matchMedia(NARROW).matches}>
    <summary>${w("filters")}</summary>
    <div class="d-filters__row">
      ${state.themes.length > 0
        ? choice("theme", w("anyTheme"), filter.theme === null ? "" : String(filter.theme), themesOf(state), (value) => {
            narrow({ theme: value === "" ? null : value === "none" ? "none" : Number(value) });
          })
        : nothing}
      ${choice("lang", w("anyLanguage"), filter.language, languages.map((value) => ({ value, words: languageName(value) })), (language) => {
        narrow({ language });
      })}
      ${choice(
        "flag",
        w("anyFlag"),
        filter.flag,
        [{ value: "any", words: w("flagged") }, ...FLAGS.map((value) => ({ value, words: t(value) }))],
        (value) => {
          narrow({ flag: value as Filter["flag"] });
        },
      )}
      ${choice(
        "priority",
        w("anyPriority"),
        filter.priority === null ? "" : String(filter.priority),
        ([2, 1, 0] as const).map((value) => ({ value: String(value), words: t(`prio${value}`) })),
        (value) => {
          narrow({ priority: value === "" ? null : Number(value) });
        },
      )}
      ${state.feeds.length > 1
        ? choice("feed", w("anyFeed"), filter.feed, state.feeds.map((feed) => ({ value: feed.slug, words: feedName(feed) })), (feed) => {
            narrow({ feed });
          })
        : nothing}
      ${choice(
        "claim",
        w("anyClaim"),
        filter.claim,
        [
          { value: "mine", words: w("claimMine") },
          { value: "none", words: w("claimNone") },
        ],
        (value) => {
          narrow({ claim: value as Filter["claim"] });
        },
      )}
      <button
        type="button"
        class="d-act"
        name="similar"
        aria-pressed=${filter.similar}
        @click=${() => {
          narrow({ similar: !filter.similar });
        }}
      >
        ${w("hasSimilar")}
      </button>
      ${writeFilter(filter) === ""
        ? nothing
        : html`<button type="button" class="d-act" data-clear @click=${clear}>${icon(closeIcon, "c-icon")}${w("clear")}</button>`}
    </div>
  </details>`;
}

function themesOf(state: DeskState): Option[] {
  return [...state.themes.map(({ id, name }) => ({ value: String(id), words: name })), { value: "none", words: w("noTheme") }];
}

function presence(others: readonly Present[]): TemplateResult | typeof nothing {
  if (others.length === 0) return nothing;
  return html`<ul class="d-presence" aria-label=${w("atDesk")}>
    ${others.map(({ hue, initials, name }) => html`<li data-hue=${hue} title=${name}><span aria-hidden="true">${initials}</span><span class="c-visually-hidden">${name}</span></li>`)}
  </ul>`;
}

function views(state: DeskState, context: HeadContext): TemplateResult | typeof nothing {
  const now = writeFilter(context.filter);
  const isKept = state.views.some(({ query }) => query === now);
  if (state.views.length === 0 && now === "") return nothing;
  return html`<div class="d-views" role="group" aria-label=${w("views")}>
    ${state.views.map((view, index) => chip(view, index, view.query === now, context))}
    ${now === "" || isKept ? nothing : context.isNaming ? naming(context) : saveButton(context)}
    ${context.asked ? question(context.asked, context) : nothing}
  </div>`;
}

/** Another made it: does one mean to? */
function question({ what, view, yes }: Asked, { keepView }: HeadContext): TemplateResult {
  return html`<span
    class="d-asked"
    role="alertdialog"
    aria-label=${w(what === "replace" ? "replaceView" : "deleteView", { name: view.name })}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      keepView();
    }}
  >
    <span>${w(what === "replace" ? "replaceOf" : "deleteOf", { by: view.by, name: view.name })}</span>
    <button type="button" class="d-act d-act--go" data-yes @click=${yes}>${w(what)}</button>
    <button type="button" class="d-act" @click=${keepView}>${w("cancel")} <kbd class="c-key">Esc</kbd></button>
  </span>`;
}

function chip(view: View, index: number, isNow: boolean, context: HeadContext): TemplateResult {
  return html`<span class="d-view" ?data-now=${isNow}>
    <button
      type="button"
      aria-pressed=${isNow}
      title=${view.by ? w("savedBy", { name: view.by }) : nothing}
      @click=${() => {
        context.openView(view);
      }}
    >
      ${index < 9 ? html`<kbd class="c-key">⇧${index + 1}</kbd>` : nothing}${view.name}
    </button>
    ${isNow
      ? html`<button
          type="button"
          class="d-view__delete"
          aria-label=${w("deleteView", { name: view.name })}
          @click=${() => {
            context.deleteView(view);
          }}
        >
          ${icon(closeIcon, "c-icon")}
        </button>`
      : nothing}
  </span>`;
}

function saveButton(context: HeadContext): TemplateResult {
  return html`<button
    type="button"
    class="d-act"
    data-save-view
    @click=${() => {
      context.nameView(true);
    }}
  >
    ${w("saveView")}
  </button>`;
}

function naming(context: HeadContext): TemplateResult {
  return html`<form
    class="d-naming"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const name = ((event.target as HTMLFormElement).querySelector("input")?.value ?? "").trim();
      if (name) context.saveView(name);
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      context.nameView(false);
    }}
  >
    <input class="d-field" name="view" maxlength="40" autocomplete="off" placeholder=${w("viewName")} aria-label=${w("viewName")} />
    <button class="d-act d-act--go" type="submit">${w("save")} <kbd class="c-key">↵</kbd></button>
  </form>`;
}
