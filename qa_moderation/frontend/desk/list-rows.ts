/** Themes and set desks as lines that one edits, and back. */
import type { Feed, Theme } from "../../../live/frontend/wire.gen";
import { fold } from "./folding";

/** A theme has an id once it is kept, and a colour; a set desk a slug once it is kept. */
export interface ListRow {
  readonly id: number | null;
  readonly slug: string | null;
  readonly name: string;
  readonly colour: string | null;
}

/** Colours that are told apart on the dark desk. */
const COLOURS = ["#4c8dff", "#f2b53c", "#2fb47c", "#e0607e", "#9b7bff", "#39b8c8", "#e5803a", "#b7c94a"];

export function rowsOf(list: readonly (Theme | Feed)[]): ListRow[] {
  return list.map((each) =>
    "colour" in each
      ? { id: each.id, slug: null, name: each.name, colour: each.colour }
      : { id: null, slug: each.slug, name: each.name, colour: null },
  );
}

/** A new theme, in the first colour that none has. */
export function freshTheme(rows: readonly ListRow[]): ListRow {
  const used = new Set(rows.map(({ colour }) => colour));
  const colour = COLOURS.find((each) => !used.has(each)) ?? "#8a929c";
  return { id: null, slug: null, name: "", colour };
}

/** `now` with those of `rows` that are not kept yet, as far as they fit and have a name that none of `now` has. */
export function withFresh(now: readonly ListRow[], rows: readonly ListRow[], most: number): ListRow[] {
  const names = new Set(now.map(({ name }) => fold(name.trim())));
  const fresh = rows.filter(({ id, slug, name }) => id === null && slug === null && !names.has(fold(name.trim())));
  return [...now, ...fresh].slice(0, most);
}

/** `rows` with the one at `index` moved by `by` places. */
export function shift(rows: readonly ListRow[], index: number, by: -1 | 1): readonly ListRow[] {
  const to = index + by;
  const row = rows[index];
  if (!row || to < 0 || to >= rows.length) return rows;
  return rows.toSpliced(index, 1).toSpliced(to, 0, row);
}

export function themesOf(rows: readonly ListRow[]): ThemeLine[] {
  return rows.map(({ id, name, colour }) => ({ id, name: name.trim(), colour: colour ?? "#8a929c" }));
}

/** A theme as it is kept; without an id it is new. */
export interface ThemeLine {
  readonly id: number | null;
  readonly name: string;
  readonly colour: string;
}

/** The set desks; a new one has its slug from its name. */
export function feedsOf(rows: readonly ListRow[]): Feed[] {
  const taken = new Set(rows.map(({ slug }) => slug));
  return rows.map(({ slug, name }) => {
    if (slug !== null) return { slug, name: name.trim() };
    const fresh = freeSlug(name, taken);
    taken.add(fresh);
    return { slug: fresh, name: name.trim() };
  });
}

function freeSlug(name: string, taken: ReadonlySet<string | null>): string {
  const base = fold(name).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 20) || "set";
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(slug)) return slug;
  }
}
