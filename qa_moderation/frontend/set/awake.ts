/** Keeps the screen on while the page is seen, where the browser can. */

/** Start; returns how to stop. The browser drops its lock when the page is hidden: it is asked for again. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  const stopping = new AbortController();
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (stopping.signal.aborted) await lock.release();
    } catch {
      // A low battery refuses: the desk works all the same.
    }
  };
  const again = (): void => void ask();
  document.addEventListener("visibilitychange", again, { signal: stopping.signal });
  void ask();
  return () => {
    stopping.abort();
    void lock?.release();
  };
}
