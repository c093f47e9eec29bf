/** A question that is being written outlives a reload, in this tab. */

export interface Draft {
  readonly text: string;
  readonly anonymous: boolean;
}

const EMPTY: Draft = { text: "", anonymous: false };

/** The draft for the event, empty when there is none or the browser keeps nothing. */
export function loadDraft(eventId: number, storage = tabStorage()): Draft {
  try {
    const kept = JSON.parse(storage?.getItem(key(eventId)) ?? "null") as Partial<Draft> | null;
    return { text: typeof kept?.text === "string" ? kept.text : "", anonymous: kept?.anonymous === true };
  } catch {
    return EMPTY;
  }
}

/** Keep the draft; an empty one is forgotten. */
export function saveDraft(eventId: number, draft: Draft, storage = tabStorage()): void {
  try {
    if (draft.text === "") storage?.removeItem(key(eventId));
    else storage?.setItem(key(eventId), JSON.stringify(draft));
  } catch {
    // Full or forbidden: what is written stays on the page, only a reload would lose it.
  }
}

function key(eventId: number): string {
  return `qa.draft:${eventId}`;
}

function tabStorage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> | null {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}
