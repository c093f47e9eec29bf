/** Storage of the device that each tab has a compartment of: what a closed tab left is taken over, and nothing is taken twice. */

type KeyStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The part of `navigator.locks` that is used here. A lock is free again when the tab that held it is gone. */
export interface Locks {
  request(name: string, options: { readonly ifAvailable: true }, held: (lock: unknown) => unknown): Promise<unknown>;
}

const TAB = "live.tab";
const BETWEEN = "#";

/**
 * The device's storage, with a compartment for this tab under each key. What is kept there are lists, as JSON.
 *
 * A tab is known by an id in its own storage, which outlives a reload, and holds a lock of that name for as long as it is
 * open: compartments whose lock is free are of tabs that were closed.
 */
export class Compartment implements KeyStorage {
  private tab: string;

  constructor(
    private readonly device: Storage,
    private readonly own: KeyStorage,
    private readonly locks: Locks,
    private readonly newId: () => string,
  ) {
    this.tab = own.getItem(TAB) ?? this.rename();
    void this.hold();
  }

  getItem(key: string): string | null {
    return this.device.getItem(key + BETWEEN + this.tab);
  }

  setItem(key: string, value: string): void {
    this.device.setItem(key + BETWEEN + this.tab, value);
  }

  removeItem(key: string): void {
    this.device.removeItem(key + BETWEEN + this.tab);
  }

  /**
   * Move what closed tabs left under `key` into this tab's compartment; resolves with whether there was any. `taken` is
   * called at each piece, at once: what it does not read then may be written over.
   */
  async adopt(key: string, taken: () => void = () => undefined): Promise<boolean> {
    const prefix = key + BETWEEN;
    let any = false;
    for (const name of this.names().filter((each) => each.startsWith(prefix))) {
      const tab = name.slice(prefix.length);
      if (tab === this.tab) continue;
      await this.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => {
        if (lock === null) return;
        const left = listOf(this.device.getItem(name));
        this.setItem(key, JSON.stringify([...left, ...listOf(this.getItem(key))]));
        this.device.removeItem(name);
        any ||= left.length > 0;
        if (left.length > 0) taken();
      });
    }
    return any;
  }

  /** Hold this tab's lock until it is closed. A duplicated tab has another's id, and takes a new one. */
  private async hold(): Promise<void> {
    await this.locks.request(lockOf(this.tab), { ifAvailable: true }, (lock) => {
      if (lock !== null) return new Promise(() => undefined);
      this.rename();
      void this.hold();
      return undefined;
    });
  }

  private rename(): string {
    this.tab = this.newId();
    this.own.setItem(TAB, this.tab);
    return this.tab;
  }

  private names(): string[] {
    return Array.from({ length: this.device.length }, (_, index) => this.device.key(index) ?? "");
  }
}

function lockOf(tab: string): string {
  return `${TAB}:${tab}`;
}

function listOf(text: string | null): unknown[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
