/** The page: its configuration and its one connection. */
import { LiveClient } from "./client";
import { readConfig, type PageConfig } from "./config";
import { browserEnvironment } from "./environment";
import { setLanguage } from "./i18n";

export interface Page {
  readonly config: PageConfig;
  readonly live: LiveClient;
}

let page: Page | null = null;

/** The page that this document is; the first call reads its configuration and starts its connection. */
export function currentPage(): Page {
  page ??= openPage(readConfig());
  return page;
}

/** Give this document another page, for tests; null forgets it. */
export function usePage(next: Page | null): void {
  page = next;
}

function openPage(config: PageConfig): Page {
  setLanguage(config.language);
  const { socket, subject, visit_url: visit, visitor_cookie: cookie } = config;
  const door = visit !== undefined && cookie !== undefined ? { visit, cookie } : undefined;
  const environment = browserEnvironment(config.keeping);
  const live = new LiveClient({ socket, subject, door, environment, onAnother: openAgain });
  live.start();
  addEventListener("online", () => {
    live.wake();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") live.wake();
  });
  // A page with an open socket is not kept for the back button.
  addEventListener("pagehide", () => {
    live.stop();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) live.start();
  });
  return { config, live };
}

/** What is personal on the page is another person's. */
function openAgain(): void {
  location.reload();
}
