import { LiveElement } from "../../../live/frontend/element";
import { messages } from "../../../live/frontend/i18n";
import "../topics/my-questions";
import { inOrder } from "./fate";

const t = messages({
  en: { mine: "Mine", count: "Mine ({n})" },
  fr: { mine: "Les miennes", count: "Les miennes ({n})" },
});

/** `<live-question-panel>`: the tabs "all" and "mine" of the server's markup, with the keys that tabs have. */
export class QuestionPanel extends LiveElement {
  static override readonly keepsChildren = true;

  private readonly mine = this.follow(`my-questions/${this.config.event_id}/${this.live.subject}`);

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("click", this.press);
    this.addEventListener("keydown", this.key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("click", this.press);
    this.removeEventListener("keydown", this.key);
  }

  protected override updated(): void {
    const count = inOrder(this.mine.state?.questions ?? {}).length;
    const tab = this.querySelector("#tab-mine");
    const label = count > 0 ? t("count", { n: count }) : t("mine");
    if (tab && tab.textContent !== label) tab.textContent = label;
  }

  private get tabs(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[role=tab]:not([hidden])")];
  }

  private readonly press = (event: Event): void => {
    const tab = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=tab]") : null;
    if (tab) this.choose(tab);
  };

  private readonly key = (event: KeyboardEvent): void => {
    const tabs = this.tabs;
    const at = tabs.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const to = steps[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!tab) return;
    event.preventDefault();
    this.choose(tab);
    tab.focus();
  };

  private choose(chosen: HTMLElement): void {
    this.dataset["tab"] = chosen.id; // the field for questions stands under questions alone
    for (const tab of this.tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      this.querySelector(`#${tab.getAttribute("aria-controls") ?? ""}`)?.toggleAttribute("hidden", !selected);
    }
  }
}
