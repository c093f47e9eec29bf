import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import { closeIcon, downIcon, icon, plusIcon, upIcon } from "../../../live/frontend/icons";
import type { Feed, Theme } from "../../../live/frontend/wire.gen";
import { freshTheme, feedsOf, rowsOf, shift, themesOf, withFresh, type ListRow } from "./list-rows";
import { w } from "./tool-words";
import { t } from "./words";

/** THEMES and FEEDS of the server. */
const MOST = { themes: 20, feeds: 8 } as const;

interface News {
  readonly list: readonly (Theme | Feed)[];
  readonly version: number;
}

/** `<live-desk-list>`: the event's themes, or its set desks: names, colours, order. */
export class DeskList extends LiveElement {
  static override properties: PropertyDeclarations = {
    kind: { attribute: false },
    rows: { state: true },
    complaint: { state: true },
    news: { state: true },
  };
  declare kind: "themes" | "feeds";
  declare rows: readonly ListRow[];
  declare complaint: string;
  /** The list as another has made it meanwhile; null while it is as it was seen. */
  declare news: News | null;
  /** The version of the list that is being changed. */
  private seen = 0;

  constructor() {
    super();
    this.kind = "themes";
    this.rows = [];
    this.complaint = "";
    this.news = null;
  }

  /** Open the dialog with what there is now. */
  open(list: readonly Theme[] | readonly Feed[], version: number): void {
    this.rows = rowsOf(list);
    this.seen = version;
    this.complaint = "";
    this.news = null;
    void this.updateComplete.then(() => {
      this.querySelector("dialog")?.showModal();
    });
  }

  protected override render(): TemplateResult {
    return html`<dialog class="d-dialog" aria-label=${w(this.kind)}>
      <h2>${w(this.kind)}</h2>
      <form class="d-list-editor" @submit=${this.submit}>
        <ol>
          ${this.rows.map((row, index) => this.line(row, index))}
        </ol>
        ${this.complaint ? html`<p class="d-form__bad" role="alert">${this.complaint}</p>` : nothing}
        ${this.news
          ? html`<p class="d-form__acts"><button class="c-button" type="button" data-news @click=${this.goOn}>${w("goOn")}</button></p>`
          : nothing}
        <p class="d-form__acts">
          <button class="c-button c-button--go" type="submit">${w("save")}</button>
          <button class="c-button" type="button" ?disabled=${this.rows.length >= MOST[this.kind]} @click=${this.add}>
            ${icon(plusIcon, "c-icon")}${w("add")}
          </button>
          <button class="c-button" type="button" @click=${this.shut}>${w("cancel")}</button>
        </p>
      </form>
    </dialog>`;
  }

  private line(row: ListRow, index: number): TemplateResult {
    const change = (fields: Partial<ListRow>): void => {
      this.rows = this.rows.map((each, at) => (at === index ? { ...each, ...fields } : each));
    };
    const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<li>
      ${row.colour === null
        ? nothing
        : html`<input
            type="color"
            aria-label="${w("colour")}: ${row.name}"
            .value=${row.colour}
            @input=${(event: Event) => {
              change({ colour: valueOf(event) });
            }}
          />`}
      <input
        class="d-field"
        ?required=${row.slug !== "main"}
        maxlength="40"
        placeholder=${row.slug === "main" ? t("mainFeed") : nothing}
        aria-label=${w("name")}
        .value=${row.name}
        @input=${(event: Event) => {
          change({ name: valueOf(event) });
        }}
      />
      ${([-1, 1] as const).map(
        (by) => html`<button
          type="button"
          class="d-act d-act--icon"
          aria-label="${w(by < 0 ? "earlier" : "later")}: ${row.name}"
          @click=${() => {
            this.rows = shift(this.rows, index, by);
          }}
        >
          ${icon(by < 0 ? upIcon : downIcon, "c-icon")}
        </button>`,
      )}
      <button
        type="button"
        class="d-act d-act--icon"
        aria-label="${w("remove")}: ${row.name}"
        ?disabled=${row.slug === "main"}
        @click=${() => {
          this.rows = this.rows.filter((_, at) => at !== index);
        }}
      >
        ${icon(closeIcon, "c-icon")}
      </button>
    </li>`;
  }

  private readonly add = (): void => {
    const row: ListRow = this.kind === "themes" ? freshTheme(this.rows) : { id: null, slug: null, name: "", colour: null };
    this.rows = [...this.rows, row];
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>("li:last-child .d-field")?.focus();
    });
  };

  /** Go on from the list as it is now, with what was added here. */
  private readonly goOn = (): void => {
    if (!this.news) return;
    this.rows = withFresh(rowsOf(this.news.list), this.rows, MOST[this.kind]);
    this.seen = this.news.version;
    this.complaint = "";
    this.news = null;
    void this.updateComplete.then(() => {
      this.querySelector<HTMLElement>("li:last-child .d-field")?.focus();
    });
  };

  private readonly shut = (): void => {
    this.querySelector("dialog")?.close();
  };

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.save();
  };

  private async save(): Promise<void> {
    const outcome =
      this.kind === "themes"
        ? await this.live.command("desk.change_themes", { themes: themesOf(this.rows), seen: this.seen })
        : await this.live.command("desk.change_feeds", { feeds: feedsOf(this.rows), seen: this.seen });
    if (outcome.ok) this.shut();
    else {
      this.complaint = this.sayRefusal(outcome.code, outcome.details["changed_by"]);
      const { [this.kind]: list, version } = outcome.details;
      // What was typed stays until one goes on.
      this.news = outcome.code === "qa.list_stale" ? { list: list as News["list"], version: Number(version) } : null;
    }
  }

  private sayRefusal(code: string, by: unknown): string {
    if (code === "qa.list_stale") return w("listStale", { name: typeof by === "string" && by ? by : w("somebody") });
    if (code === "qa.bad_themes") return w("badThemes");
    if (code === "qa.bad_feeds") return w("badFeeds");
    return code === "qa.feed_busy" ? w("feedBusy") : w("failed", { code });
  }
}
