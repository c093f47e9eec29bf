// Measures the brand's colours while they are chosen, as events/colour.py does when they are shown.
(() => {
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => channel(parseInt(colour.slice(at, at + 2), 16) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const colour = (name) => document.querySelector(`[data-brand-colour="${name}"]`)?.value ?? "#000000";
  const number = new Intl.NumberFormat(document.documentElement.lang || "en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  const measure = () => {
    for (const row of document.querySelectorAll("[data-brand-contrast] tr")) {
      const [ink, ground] = [colour(row.dataset.ink), colour(row.dataset.ground)];
      const ratio = contrast(ink, ground);
      const sample = row.querySelector("[data-sample]");
      sample.style.color = ink;
      sample.style.background = ground;
      // Rounded down: 4.46 is not "4.5".
      row.querySelector("[data-ratio]").textContent = number.format(Math.floor(ratio * 10) / 10);
      const verdict = row.querySelector("[data-verdict]");
      const enough = ratio >= Number(row.dataset.needed);
      const words = document.createElement(enough ? "span" : "strong");
      words.textContent = enough ? verdict.dataset.enough : verdict.dataset.short;
      verdict.replaceChildren(words);
    }
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-brand-colour]")) measure();
  });
})();
