/** What the server tells a page: `<script type="application/json" id="live-config">`. */
import type { Language } from "./i18n";

export interface PageConfig {
  readonly event_id: number;
  readonly slug: string;
  /** Path of the socket: "/ws/events/7/". */
  readonly socket: string;
  readonly language: Language;
  /** "c5": whom the ticket names that came with the page. Missing on a page that is the same for everybody. */
  readonly subject?: string;
  readonly roles?: readonly string[];
  /** Where such a page gets its ticket, and the name of the cookie that says whose it is. */
  readonly visit_url?: string;
  readonly visitor_cookie?: string;
  /** What kept commands outlive: the tab's reload (the default) or, with "device", its end. */
  readonly keeping?: "device";
  /** What one page adds for itself (addresses, names). */
  readonly [extra: string]: unknown;
}

const NEEDED = { event_id: "number", slug: "string", socket: "string" } as const;
const OPTIONAL = ["subject", "visit_url", "visitor_cookie"] as const;

/** Return the page's configuration. Throws when the element is missing or does not say what every page needs. */
export function readConfig(root: Document = document): PageConfig {
  const element = root.getElementById("live-config");
  if (!element?.textContent) throw new Error('expected <script id="live-config" type="application/json">, got none');
  return checkConfig(JSON.parse(element.textContent));
}

/** Return `value` as a configuration, or throw with the field that is wrong. */
export function checkConfig(value: unknown): PageConfig {
  if (typeof value !== "object" || value === null) throw new Error(`live-config: expected an object, got ${typeof value}`);
  const config = value as Record<string, unknown>;
  for (const [field, type] of Object.entries(NEEDED)) {
    if (typeof config[field] !== type) throw new Error(complaint(field, type, config[field]));
  }
  for (const field of OPTIONAL) {
    if (!["string", "undefined"].includes(typeof config[field])) throw new Error(complaint(field, "string", config[field]));
  }
  if (config["roles"] !== undefined && !Array.isArray(config["roles"])) throw new Error(complaint("roles", "list", config["roles"]));
  return { ...config, language: config["language"] === "fr" ? "fr" : "en" } as PageConfig;
}

function complaint(field: string, type: string, value: unknown): string {
  return `live-config: expected a ${type} in "${field}", got ${JSON.stringify(value)}`;
}
