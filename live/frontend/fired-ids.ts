/** Which moments have fired in this tab: kept over a reload. */

/** A show has a few dozen; the oldest are forgotten first. */
const MOST = 200;

/** A set of ids that only grows. Where the browser keeps nothing it lasts as long as the page. */
export class FiredIds {
  private readonly key: string;
  private readonly ids: Set<string>;

  constructor(name: string) {
    this.key = `live.fired:${name}`;
    this.ids = new Set(read(this.key));
  }

  /** Add an id; returns whether it is new. */
  add(id: string): boolean {
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    for (const oldest of [...this.ids].slice(0, Math.max(0, this.ids.size - MOST))) this.ids.delete(oldest);
    write(this.key, [...this.ids]);
    return true;
  }
}

function read(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return []; // storage is blocked, or somebody else wrote there
  }
}

function write(key: string, ids: readonly string[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(ids));
  } catch {
    // Blocked or full: a reload may then fire again what its window allows.
  }
}
