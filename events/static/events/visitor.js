// Before the first paint: whether this browser is a registered attendee's, as the cookie beside its ticket says.
(() => {
  const own = `${document.currentScript.dataset.cookie}=a`;
  const isAttendee = document.cookie.split("; ").some((cookie) => cookie.startsWith(own));
  document.documentElement.toggleAttribute("data-registered", isAttendee);
})();
