/** Filters that are kept under a name, for all of the desk. Another's is replaced or deleted once one has said so. */
import type { CommandOutcome, LiveClient } from "../../../live/frontend/client";
import type { View } from "../../../live/frontend/wire.gen";
import { writeFilter, type Filter } from "./filter";
import { t } from "./words";

/** What one is asked before another's view goes: `view` as it is now, and what comes of a yes. */
export interface Asked {
  readonly what: "replace" | "delete";
  readonly view: View;
  readonly yes: () => void;
}

export class KeptViews {
  /** Whether somebody is giving the filter a name. */
  isNaming = false;
  asked: Asked | null = null;

  /** `changed` moves the focus to what is next. */
  constructor(
    private readonly live: Pick<LiveClient, "command">,
    private readonly changed: () => void,
    private readonly complain: (text: string) => void,
  ) {}

  name(isNaming: boolean): void {
    this.isNaming = isNaming;
    this.asked = null;
    this.changed();
  }

  /** Leave another's view as it is. */
  refuse(): void {
    this.asked = null;
    this.changed();
  }

  async save(name: string, filter: Filter, of = ""): Promise<void> {
    const outcome = await this.live.command("desk.save_view", { name, query: writeFilter(filter), of });
    if (outcome.ok) this.name(false);
    else this.ask("replace", outcome, (whose) => void this.save(name, filter, whose));
  }

  async delete(view: View, of = ""): Promise<void> {
    const outcome = await this.live.command("desk.delete_view", { view_id: view.id, of });
    if (outcome.ok) this.refuse();
    else this.ask("delete", outcome, (whose) => void this.delete(view, whose));
  }

  private ask(what: Asked["what"], { code, details }: Extract<CommandOutcome, { ok: false }>, again: (of: string) => void): void {
    if (code !== "qa.view_of_another") {
      this.complain(t("failed", { code }));
      return;
    }
    // Whoever saved it meanwhile is asked about anew.
    const view = details["view"] as View;
    const yes = (): void => {
      again(view.by);
    };
    this.asked = { what, view, yes };
    this.changed();
  }
}
