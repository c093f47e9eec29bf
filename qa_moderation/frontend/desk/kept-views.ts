/** Filters that are kept under a name, for all of the desk. */
import type { LiveClient } from "../../../live/frontend/client";
import type { View } from "../../../live/frontend/wire.gen";
import { writeFilter, type Filter } from "./filter";
import { t } from "./words";

export class KeptViews {
  /** Whether somebody is giving the filter a name. */
  isNaming = false;

  constructor(
    private readonly live: Pick<LiveClient, "command">,
    private readonly changed: () => void,
    private readonly complain: (text: string) => void,
  ) {}

  name(isNaming: boolean): void {
    this.isNaming = isNaming;
    this.changed();
  }

  async save(name: string, filter: Filter): Promise<void> {
    const outcome = await this.live.command("desk.save_view", { name, query: writeFilter(filter) });
    if (outcome.ok) this.name(false);
    else this.complain(t("failed", { code: outcome.code }));
  }

  async delete({ id }: View): Promise<void> {
    const outcome = await this.live.command("desk.delete_view", { view_id: id });
    if (!outcome.ok) this.complain(t("failed", { code: outcome.code }));
  }
}
