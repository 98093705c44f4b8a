// Rows that can be chosen: <form data-rows> with boxes named "row", one box data-all, and the bar above the list.
for (const form of document.querySelectorAll("form[data-rows]")) {
  const boxes = () => [...form.querySelectorAll('input[type="checkbox"][name="row"]')];
  const all = form.querySelector("[data-all]");
  const count = form.querySelector("[data-bulk] [data-count]");
  const none = count?.textContent;
  const buttons = form.querySelectorAll("[data-bulk] .btn");

  const refresh = () => {
    const chosen = boxes().filter((box) => box.checked);
    for (const box of boxes()) box.closest("tr")?.classList.toggle("on", box.checked);
    for (const button of buttons) button.disabled = chosen.length === 0;
    if (count) count.textContent = chosen.length ? count.dataset.some.replace("{n}", chosen.length) : none;
    if (all) {
      all.checked = chosen.length > 0 && chosen.length === boxes().length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
  };

  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all.checked;
    refresh();
  });
  form.addEventListener("reset", () => setTimeout(refresh));
  addEventListener("pageshow", refresh);
  refresh();
}
