// Shows the fields that belong to the kind, the placement and the audience that are chosen, and as many lines of choices
// as are filled. Without this script all of them are there; the server reads only those that belong.
(() => {
  const form = document.querySelector("[data-poll-editor]");
  if (!form) return;
  const chosen = { kinds: "kind", placements: "placement", audiences: "audience" };
  const list = form.querySelector("[data-options]");
  const add = form.querySelector("[data-option-add]");
  const most = () => (form.elements.kind.value === "ranking" ? 8 : 12);

  const follow = () => {
    for (const [names, field] of Object.entries(chosen)) {
      for (const part of form.querySelectorAll(`[data-${names}]`)) {
        part.hidden = !part.dataset[names].split(" ").includes(form.elements[field].value);
      }
    }
    show();
  };

  const lines = () => [...list.children];
  const shown = () => lines().filter((line) => !line.hidden);
  const isFilled = (line) =>
    "kept" in line.dataset || [...line.querySelectorAll("input[type=text], .image-chooser + input, input[name$=-image]")].some((input) => input.value);

  const show = () => {
    for (const line of lines()) {
      const last = [...line.querySelectorAll("[name$=-DELETE]")].some((box) => box.checked);
      line.classList.toggle("poll-option--removed", last);
      line.querySelector("[data-option-up]").disabled = line === shown()[0];
      line.querySelector("[data-option-down]").disabled = line === shown().at(-1);
      // What a picture shows is asked for where there is one.
      line.querySelector(".poll-option__alt").hidden = !line.querySelector("[name$=-image]").value;
    }
    add.hidden = shown().length >= most();
  };

  const number = () => {
    shown().forEach((line, place) => {
      line.querySelector("[name$=-ORDER]").value = place + 1;
      line.querySelector("legend").textContent = list.dataset.legend.replace("0", place + 1);
    });
    show();
  };

  const move = (line, step) => {
    const neighbours = shown();
    const other = neighbours[neighbours.indexOf(line) + step];
    if (!other) return;
    if (step < 0) other.before(line);
    else other.after(line);
    number();
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-option-up], [data-option-down]");
    if (!button) return;
    move(button.closest("[data-option]"), "optionUp" in button.dataset ? -1 : 1);
    const other = button.parentElement.querySelector("button:not(:disabled)");
    (button.disabled ? other : button)?.focus();
  });
  add.addEventListener("click", () => {
    const next = lines().find((line) => line.hidden);
    next.hidden = false;
    list.append(next);
    number();
    next.querySelector("input[type=text]").focus();
  });
  form.addEventListener("change", follow);

  lines().forEach((line, place) => {
    line.hidden = !isFilled(line) && place > 1;
    for (const button of line.querySelectorAll("[data-option-up], [data-option-down]")) button.hidden = false;
  });
  list.classList.add("poll-options--ordered");
  follow();
  number();
})();
