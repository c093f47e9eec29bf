/** The attendee's page: follows the event from phase to phase without a reload. */
import { messages } from "../../live/frontend/i18n";
import { currentPage } from "../../live/frontend/page";
import { PhaseFollower, type Fragment, type Phase } from "./phase-follower";
import "./topic";

const t = messages({
  en: { before: "The event has not begun yet.", live: "We are live. The picture is on the stage.", after: "The event is over. Thank you." },
  fr: { before: "L’événement n’a pas encore commencé.", live: "C’est en direct. L’image est sur scène.", after: "L’événement est terminé. Merci." },
});

const FETCH_TIMEOUT_MS = 10_000;
const SLOWEST_FAREWELL_MS = 800;

/** Start following. Does nothing on a page without phases (registration). */
export function startPage(): void {
  const shown = document.documentElement.dataset["phase"] as Phase | undefined;
  if (!shown || !document.getElementById("live-config")) return;
  const { config, live } = currentPage();
  playFilms();
  new PhaseFollower({
    store: live.follow(`event/${config.event_id}`),
    shown,
    fetch: (phase, sinceMs) => fetchFragment(String(config["phase_url"]), phase, sinceMs),
    show: swap,
    random: () => Math.random(),
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
  });
}

async function fetchFragment(address: string, phase: Phase, sinceMs: number): Promise<Fragment> {
  // What is asked for only tells caches apart; the server answers with the phase that it is in.
  const response = await fetch(`${address}${phase}/${sinceMs}/`, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`expected the fragment of a phase, got ${response.status}`);
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  const phaseOf = template.content.querySelector<HTMLElement>("[data-phase]")?.dataset["phase"] ?? "";
  return { phase: phaseOf, content: template.content };
}

async function swap({ phase, content }: Fragment): Promise<void> {
  const main = document.getElementById("main");
  if (!main) return;
  const hadFocus = main.contains(document.activeElement);
  const change = (): void => {
    document.documentElement.dataset["phase"] = phase;
    main.replaceChildren(document.importNode(content, true));
    scrollTo({ top: 0, behavior: "instant" });
  };
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches && document.visibilityState === "visible";
  if (moves && "startViewTransition" in document) {
    const transition = document.startViewTransition(change);
    transition.ready.catch(() => undefined); // it was skipped: the page has changed all the same
    // A page that has no time to draw (a busy machine, a playing film) must not wait for its own farewell.
    const impatience = setTimeout(() => {
      transition.skipTransition();
    }, SLOWEST_FAREWELL_MS);
    await transition.updateCallbackDone;
    clearTimeout(impatience);
  } else {
    change();
  }
  // Who was in the old content would find themselves at the top of the document; nobody else is moved.
  if (hadFocus) main.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = t(phase as Phase);
  playFilms();
}

/** A background film plays only for those who want motion, and who do not count their bytes. */
function playFilms(): void {
  const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (saves || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const film of document.querySelectorAll<HTMLVideoElement>("video[data-film]")) {
    film.play().catch(() => undefined); // the still image stays
  }
}
