/** Keeps the ticket of a page of graphics young. */
import { browserEnvironment } from "../environment";
import { currentPage } from "../page";

/** The crew sees by it that the page is open, and a break finds a ticket that is still good. */
const RENEW_MS = 60_000;

let isKept = false;

/** Visit the page's address now and then; several bundles of one page may ask for it. The crew's monitor has none. */
export function keepTicketYoung(): void {
  const { visit_url: visit } = currentPage().config;
  if (isKept || !visit) return;
  isKept = true;
  const { post } = browserEnvironment();
  setInterval(() => void post(visit), RENEW_MS);
}
