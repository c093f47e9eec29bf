// Leads somebody who is registered on to the event; says which time zone the visitor is in, and what the clocks say there when it begins.
(() => {
  const home = document.querySelector("[data-register]")?.dataset.home;
  if (home && document.documentElement.hasAttribute("data-registered")) location.replace(home);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const field = document.querySelector("[data-register] input[name='time_zone']");
  if (field && zone) field.value = zone;
  document.querySelector("[role='alert']")?.focus();
  for (const time of document.querySelectorAll("time[data-local-time]")) {
    const moment = new Date(time.dateTime);
    const language = document.documentElement.lang || "en";
    const format = (timeZone) => new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short", timeZone }).format(moment);
    if (Number.isNaN(moment.getTime()) || !zone || format(zone) === format(time.dataset.zone)) continue;
    const own = document.createElement("span");
    own.dataset.ownTime = "";
    const words = { en: "For you: ", fr: "Chez vous : " };
    own.textContent = (words[language] ?? words.en) + format(zone);
    time.after(own);
  }
})();
