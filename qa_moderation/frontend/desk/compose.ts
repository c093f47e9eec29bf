import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { LiveElement } from "../../../live/frontend/element";
import type { DeskQuestion, Theme } from "../../../live/frontend/wire.gen";
import { LANGUAGES, w } from "./tool-words";
import { t } from "./words";

/** `<live-desk-compose>`: enter a question that came by e-mail or from the room. Fires `composed` with the question. */
export class DeskCompose extends LiveElement {
  static override properties: PropertyDeclarations = { themes: { attribute: false } };
  declare themes: readonly Theme[];
  private complaint = "";
  private isSending = false;

  open(): void {
    this.complaint = "";
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.querySelector("dialog")?.showModal();
      this.querySelector("textarea")?.focus();
    });
  }

  protected override render(): TemplateResult {
    return html`<dialog class="d-dialog" aria-label=${w("compose")}>
      <h2>${w("compose")}</h2>
      <form class="d-compose" @submit=${this.submit} @keydown=${this.onKey}>
        <label data-wide>${w("text")}<textarea class="d-field" name="text" rows="4" maxlength="1000" required></textarea></label>
        <label>${w("name")}<input class="d-field" name="asker_name" maxlength="80" autocomplete="off" /></label>
        <label>${w("company")}<input class="d-field" name="asker_company" maxlength="120" autocomplete="off" /></label>
        <label>${w("country")}<input class="d-field" name="asker_country" maxlength="2" pattern="[A-Za-z]{2}" placeholder="FR" autocomplete="off" /></label>
        <label
          >${w("language")}<select class="d-field" name="language">
            ${LANGUAGES.map((tag) => html`<option value=${tag} ?selected=${tag === this.config.language}>${tag.toUpperCase()}</option>`)}
          </select></label
        >
        <label
          >${t("theme")}<select class="d-field" name="theme">
            <option value="">${w("noTheme")}</option>
            ${this.themes.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
          </select></label
        >
        <label class="d-tick"><input type="checkbox" name="straight" /> ${w("straight")}</label>
        ${this.complaint ? html`<p class="d-form__bad" role="alert" data-wide>${this.complaint}</p>` : nothing}
        <p class="d-form__acts" data-wide>
          <button class="c-button c-button--go" type="submit" ?disabled=${this.isSending}>${w("enter")} <kbd class="c-key">⌃↵</kbd></button>
          <button class="c-button" type="button" @click=${this.shut}>${w("cancel")} <kbd class="c-key">Esc</kbd></button>
        </p>
      </form>
    </dialog>`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) (event.currentTarget as HTMLFormElement).requestSubmit();
  };

  private readonly shut = (): void => {
    this.querySelector("dialog")?.close();
  };

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!this.isSending) void this.send(event.currentTarget as HTMLFormElement);
  };

  private async send(form: HTMLFormElement): Promise<void> {
    const data = new FormData(form);
    const text = (name: string): string => ((data.get(name) as string | null) ?? "").trim();
    this.isSending = true;
    this.requestUpdate();
    const outcome = await this.live.command("desk.compose", {
      text: text("text"),
      language: text("language"),
      asker_name: text("asker_name"),
      asker_company: text("asker_company"),
      asker_country: text("asker_country").toUpperCase(),
      theme_id: text("theme") ? Number(text("theme")) : null,
    });
    this.isSending = false;
    this.complaint = outcome.ok ? "" : w("failed", { code: outcome.code });
    this.requestUpdate();
    if (!outcome.ok) return;
    const { question } = outcome.result as { question: DeskQuestion };
    form.reset();
    this.shut();
    this.dispatchEvent(new CustomEvent("composed", { detail: { question, straight: data.get("straight") !== null } }));
  }
}
