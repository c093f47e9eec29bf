/** Values that glide to where they are wanted: one frame loop for all of a page, which ends when all have arrived. */

/** Where a value is on its way: pure but for what it remembers. */
export class Glide {
  private from: number;
  private startedMs = 0;
  private lastsMs = 0;

  constructor(private goal: number) {
    this.from = goal;
  }

  /** Set off for `goal` from wherever it is now. */
  aim(goal: number, nowMs: number, lastsMs: number): void {
    this.from = this.at(nowMs);
    this.goal = goal;
    this.startedMs = nowMs;
    this.lastsMs = lastsMs;
  }

  at(nowMs: number): number {
    if (this.hasArrived(nowMs)) return this.goal;
    const done = Math.max(0, nowMs - this.startedMs) / this.lastsMs;
    return this.from + (this.goal - this.from) * eased(done);
  }

  hasArrived(nowMs: number): boolean {
    return nowMs - this.startedMs >= this.lastsMs;
  }
}

/** As the stylesheet's --chart-ease: states that come at its pace join to one movement. */
function eased(done: number): number {
  return done * (2 - done) * 0.6 + done * 0.4;
}

const gliding = new Map<Glide, (value: number) => void>();
let isRunning = false;

/** Let `glide` go to `goal` within `lastsMs`, calling `draw` in each frame; without time it is there at once. */
export function glideTo(glide: Glide, goal: number, lastsMs: number, draw: (value: number) => void): void {
  glide.aim(goal, performance.now(), lastsMs);
  if (lastsMs <= 0) {
    gliding.delete(glide);
    draw(goal);
    return;
  }
  gliding.set(glide, draw);
  if (isRunning) return;
  isRunning = true;
  requestAnimationFrame(frame);
}

/** Leave `glide` where it is. */
export function stopGlide(glide: Glide): void {
  gliding.delete(glide);
}

function frame(): void {
  const nowMs = performance.now();
  for (const [glide, draw] of gliding) {
    draw(glide.at(nowMs));
    if (glide.hasArrived(nowMs)) gliding.delete(glide);
  }
  isRunning = gliding.size > 0;
  if (isRunning) requestAnimationFrame(frame);
}
