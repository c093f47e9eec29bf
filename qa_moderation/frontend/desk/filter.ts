/** What the desk is narrowed to. It lives in the page's address, and in saved views as the same text. */
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import { liveClaim } from "./claims";
import { hasWords, wordsOf } from "./folding";

export type FlagName = DeskQuestion["flags"][number];
export const FLAGS: readonly FlagName[] = ["link", "insult", "personal_data", "name"];

/** "" and null mean: whatever it is. */
export interface Filter {
  readonly text: string;
  readonly theme: number | "none" | null;
  readonly language: string;
  readonly flag: FlagName | "any" | "";
  readonly priority: number | null;
  readonly feed: string;
  readonly claim: "mine" | "none" | "";
  readonly similar: boolean;
}

export const NO_FILTER: Filter = {
  text: "",
  theme: null,
  language: "",
  flag: "",
  priority: null,
  feed: "",
  claim: "",
  similar: false,
};

/** Read the filter from a query ("?q=roof&theme=3"); what nobody wrote there that way is left out. */
export function readFilter(query: string): Filter {
  const params = new URLSearchParams(query);
  const flag = params.get("flag") ?? "";
  const claim = params.get("claim") ?? "";
  const theme = params.get("theme") ?? "";
  const priority = params.get("priority") ?? "";
  return {
    text: params.get("q") ?? "",
    theme: theme === "none" ? "none" : /^\d{1,15}$/.test(theme) ? Number(theme) : null,
    language: params.get("lang") ?? "",
    flag: flag === "any" || FLAGS.includes(flag as FlagName) ? (flag as Filter["flag"]) : "",
    priority: /^[0-2]$/.test(priority) ? Number(priority) : null,
    feed: params.get("feed") ?? "",
    claim: claim === "mine" || claim === "none" ? claim : "",
    similar: params.get("similar") === "1",
  };
}

/** Return the query of a filter, without "?"; the same filter always has the same. */
export function writeFilter(filter: Filter): string {
  const params = new URLSearchParams();
  if (filter.text.trim()) params.set("q", filter.text.trim());
  if (filter.theme !== null) params.set("theme", String(filter.theme));
  if (filter.language) params.set("lang", filter.language);
  if (filter.flag) params.set("flag", filter.flag);
  if (filter.priority !== null) params.set("priority", String(filter.priority));
  if (filter.feed) params.set("feed", filter.feed);
  if (filter.claim) params.set("claim", filter.claim);
  if (filter.similar) params.set("similar", "1");
  return params.toString();
}

/** Return what tells whether a question is in, or null when all are. `me` is one's own subject ("c5"). */
export function matcher(filter: Filter, me: string, nowMs: number): ((question: DeskQuestion) => boolean) | null {
  if (writeFilter(filter) === "") return null;
  const words = wordsOf(filter.text);
  const { theme, language, flag, priority, feed, claim, similar } = filter;
  return (question) =>
    (theme === null || (theme === "none" ? question.theme_id === null : question.theme_id === theme)) &&
    (!language || question.language === language) &&
    (!flag || (flag === "any" ? question.flags.length > 0 : question.flags.includes(flag))) &&
    (priority === null || question.priority === priority) &&
    (!feed || question.feed === feed) &&
    (!similar || question.similar.length > 0) &&
    (!claim || (claim === "mine" ? liveClaim(question, nowMs)?.subject === me : liveClaim(question, nowMs) === null)) &&
    hasWords(question, words);
}
