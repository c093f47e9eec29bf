/** What is left until a moment, in the units of a countdown. */
export interface Remaining {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** Split `leftMs` into units, 0 of each once the moment has passed. A second that has begun counts whole, as on a clock that ends at 0. */
export function remaining(leftMs: number): Remaining {
  const left = Math.max(0, Math.ceil(leftMs / 1000));
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
  };
}
