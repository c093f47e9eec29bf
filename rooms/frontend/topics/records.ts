/** What the reducers share. Nothing here changes its arguments. */

/** `records` with `record` in its place, in the order of their `by`. */
export function placed<By extends string, R extends { readonly id: number } & Readonly<Record<By, number>>>(
  records: readonly R[],
  record: R,
  by: By,
): R[] {
  return [...records.filter(({ id }) => id !== record.id), record].sort((one, other) => one[by] - other[by]);
}

/** `records` without those of `ids`, which need not be there. */
export function without<R extends { readonly id: number }>(records: readonly R[], ids: readonly number[]): R[] {
  return records.filter(({ id }) => !ids.includes(id));
}
