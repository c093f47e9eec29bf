/** What the client takes from the browser, in one place, so that a test can give it another. */
import { Compartment } from "./compartment";

/** The part of WebSocket that the client uses. */
export interface SocketLike {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface Posted {
  readonly status: number;
  /** The pause that the server asks for (Retry-After), or null. */
  readonly retryAfterMs: number | null;
}

export interface Environment {
  openSocket(address: string): SocketLike;
  /** Send an empty POST to this server, with its cookies. Status 0 when no answer came; never rejects. */
  post(address: string): Promise<Posted>;
  /** The value of a cookie that scripts may read, or null. */
  cookie(name: string): string | null;
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
  /** Take over what closed tabs of this device left under a key; resolves with whether there was any. */
  readonly adopt?: ((key: string, taken: () => void) => Promise<boolean>) | undefined;
}

/** What kept commands outlive: a reload of the tab, or its end too. */
export type Keeping = "tab" | "device";

/** The environment of a page. */
export function browserEnvironment(keeping: Keeping = "tab"): Environment {
  const compartment = keeping === "device" ? compartmentOrNull() : null;
  return {
    openSocket: (address) => new WebSocket(address),
    post,
    cookie,
    now: () => Date.now(),
    random: () => Math.random(),
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    newKey,
    storage: compartment ?? sessionStorageOrNull(),
    adopt: compartment ? (key, taken) => compartment.adopt(key, taken) : undefined,
  };
}

const POST_TIMEOUT_MS = 10_000;

async function post(address: string): Promise<Posted> {
  try {
    const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
    const { status, headers } = await fetch(address, { method: "POST", credentials: "same-origin", cache: "no-store", signal });
    const seconds = Number(headers.get("Retry-After") ?? NaN);
    return { status, retryAfterMs: Number.isNaN(seconds) ? null : seconds * 1000 };
  } catch {
    return { status: 0, retryAfterMs: null };
  }
}

function cookie(name: string): string | null {
  try {
    const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
    return found === undefined ? null : found.slice(name.length + 1);
  } catch {
    return null; // a document without an origin (a sandboxed frame) has no cookies
  }
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

/** Without TLS there are no locks, and two tabs could not be told apart: then it is the tab's own storage. */
function compartmentOrNull(): Compartment | null {
  try {
    const { locks } = navigator as { readonly locks?: LockManager };
    return locks ? new Compartment(localStorage, sessionStorage, locks, newKey) : null;
  } catch {
    return null;
  }
}
