/**
 * The service worker of the set's page: with it, a tablet that loads the page without a network gets the last one.
 *
 * `qa_moderation/set_worker.py` serves it beside the page, so that the page is all that it reaches, and writes the build
 * before it.
 */
import { Shell } from "./shell";

declare const UNVEIL_BUILD: string;

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Hearing extends Lasting {
  readonly data: { readonly keep?: readonly string[]; readonly forget?: boolean };
}

/** What TypeScript's library for pages does not know of a worker's global scope. */
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "message", listener: (event: Hearing) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const shell = new Shell({
  stores: caches,
  fetch: (request) => fetch(request),
  page: scope.registration.scope,
  build: UNVEIL_BUILD,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

scope.addEventListener("install", (event) => {
  event.waitUntil(scope.skipWaiting());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([shell.tidy(), scope.clients.claim()]));
});

scope.addEventListener("message", (event) => {
  if (event.data.forget) event.waitUntil(shell.forget());
  else if (event.data.keep) event.waitUntil(shell.keep(event.data.keep));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && isPage(request.url)) event.respondWith(shell.answerPage(request));
  else if (shell.isFile(request.url)) event.respondWith(shell.answerFile(request));
});

/** Whether an address is the page's own, whatever its query: others below it are none of ours to keep. */
function isPage(url: string): boolean {
  return new URL(url).pathname === new URL(scope.registration.scope).pathname;
}
