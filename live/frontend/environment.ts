/** What the client takes from the browser, in one place, so that a test can give it another. */

/** The part of WebSocket that the client uses. */
export interface SocketLike {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface Environment {
  openSocket(address: string): SocketLike;
  /** UTC milliseconds. */
  now(): number;
  /** At least 0, under 1. */
  random(): number;
  /** Call `action` once after `delayMs`; returns how to prevent it. */
  after(delayMs: number, action: () => void): () => void;
  /** A new idempotency key. */
  newKey(): string;
  /** Where kept commands outlive a reload, or null where the browser has none to give. */
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
}

/** The environment of a page. */
export function browserEnvironment(): Environment {
  return {
    openSocket: (address) => new WebSocket(address),
    now: () => Date.now(),
    random: () => Math.random(),
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    newKey,
    storage: sessionStorageOrNull(),
  };
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on a page without TLS
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sessionStorageOrNull(): Storage | null {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null; // cookies and storage are blocked: reading the property throws
  }
}
