/** Hears of somebody who signs out on this page. */

/** Call `listener` when the page's form for signing out is sent; returns how to stop. */
export function onSignOut(listener: () => void): () => void {
  const hear = ({ target }: Event): void => {
    if (target instanceof HTMLFormElement && target.action.endsWith("/logout/")) listener();
  };
  document.addEventListener("submit", hear);
  return () => {
    document.removeEventListener("submit", hear);
  };
}
