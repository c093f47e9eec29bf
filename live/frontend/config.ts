/** What the server tells a page: `<script type="application/json" id="live-config">`. */
import type { Language } from "./i18n";

export interface PageConfig {
  readonly event_id: number;
  readonly slug: string;
  /** Path of the socket: "/ws/events/7/". */
  readonly socket: string;
  readonly language: Language;
  /** "a12", "c5" or "g…": whom the page's ticket names. */
  readonly subject: string;
  readonly roles: readonly string[];
  /** What one page adds for itself (addresses, names). */
  readonly [extra: string]: unknown;
}

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
  for (const [field, type] of Object.entries({ event_id: "number", slug: "string", socket: "string", subject: "string" })) {
    if (typeof config[field] !== type) {
      throw new Error(`live-config: expected a ${type} in "${field}", got ${JSON.stringify(config[field])}`);
    }
  }
  if (!Array.isArray(config["roles"])) throw new Error('live-config: expected a list in "roles"');
  return { ...config, language: config["language"] === "fr" ? "fr" : "en" } as PageConfig;
}
