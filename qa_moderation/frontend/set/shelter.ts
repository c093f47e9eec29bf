/** Has the page, its files and its last state kept on the tablet; forgets them when somebody signs out. */
import { onSignOut } from "./sign-out";

const WORKER_STORES = "set-shell:";
/** What the page keeps on the device: the last states, and presses that wait. */
const KEPT = ["set.state:", "live.outbox:/ws/crew/"];

/** Keep the page with the service worker at `address`; with "" there shall be none. Does nothing where browsers know none. */
export async function shelter(address: string): Promise<void> {
  const { serviceWorker: workers } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  const worker: { registration?: ServiceWorkerRegistration } = {};
  listenForSignOut(() => worker.registration?.active ?? workers?.controller);
  if (!workers) return;
  try {
    if (address === "") {
      await dismiss(workers);
      return;
    }
    worker.registration = await workers.register(address, { updateViaCache: "none" });
    const tell = async (): Promise<void> => {
      const { active } = await workers.ready;
      active?.postMessage({ keep: filesOfThisPage() });
    };
    // A new build's worker keeps nothing yet.
    workers.addEventListener("controllerchange", () => void tell());
    await loaded();
    await tell();
  } catch (error) {
    console.info("set: this page is not kept for breaks of the network", error);
  }
}

async function dismiss(workers: ServiceWorkerContainer): Promise<void> {
  const registration = await workers.getRegistration();
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(WORKER_STORES)) await caches.delete(name);
}

/** Fonts come last. */
async function loaded(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => { addEventListener("load", resolve, { once: true }); });
  await document.fonts.ready;
}

function filesOfThisPage(): string[] {
  const icons = [...document.querySelectorAll<HTMLLinkElement>("link[rel=icon]")].map(({ href }) => href);
  const files = [...icons, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  return [...new Set(files)].filter((name) => new URL(name).pathname.startsWith("/static/"));
}

/** The server clears the browser's storage too (Clear-Site-Data); it cannot where there is no TLS, and not every browser does. */
function listenForSignOut(worker: () => ServiceWorker | null | undefined): void {
  onSignOut(() => {
    worker()?.postMessage({ forget: true });
    for (const key of Object.keys(localStorage)) if (KEPT.some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key);
  });
}
