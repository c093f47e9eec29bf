// Rows are dragged into another order; the arrows do the same without a mouse.
(() => {
  const list = document.querySelector("[data-poll-list] tbody");
  const form = document.querySelector("#poll-order");
  if (!list || !form) return;
  let dragged = null;
  let before = "";

  const order = () => [...list.rows].map((row) => row.dataset.pollId).join(",");
  for (const row of list.rows) row.draggable = true;

  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr");
    before = order();
    dragged.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const row = event.target.closest("tr");
    if (!dragged || !row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (row !== dragged) row[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  list.addEventListener("dragend", () => {
    delete dragged.dataset.dragged;
    dragged = null;
    if (order() === before) return;
    form.elements.poll_ids.value = order();
    form.submit();
  });
})();
