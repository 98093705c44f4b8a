// Dialogs. data-dialog="id" opens the dialog of that id; data-confirm shows the page behind a link, or behind a button
// of a form that is sent by its address, as a dialog. Without this module it is an ordinary one and the page asks.
function open(dialog) {
  dialog.showModal();
  (dialog.querySelector("[aria-invalid], input:not([type=hidden]), select, textarea") ?? dialog.querySelector(".btn"))?.focus();
}

function addressOf(opener) {
  return opener.href ?? `${opener.form.action}?${new URLSearchParams(new FormData(opener.form))}`;
}

// The page below may have fields of the same ids: those of the dialog get their own, so that each label finds its field.
function keepApart(dialog) {
  const own = (ids) => ids.split(" ").map((id) => `dialog-${id}`).join(" ");
  for (const name of ["id", "for", "aria-describedby", "aria-labelledby"]) {
    for (const node of [dialog, ...dialog.querySelectorAll(`[${name}]`)]) {
      if (node.hasAttribute(name)) node.setAttribute(name, own(node.getAttribute(name)));
    }
  }
}

async function confirm(link) {
  const answer = await fetch(addressOf(link), { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const body = answer.ok && !answer.redirected && page.querySelector("[data-dialog-body]");
  if (!body) {
    location.assign(addressOf(link));
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", body.getAttribute("aria-labelledby"));
  dialog.append(...body.childNodes);
  keepApart(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  open(dialog);
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = event.target.closest("[data-dialog], [data-confirm]");
  const close = event.target.closest("dialog [data-close]");
  if (close) {
    event.preventDefault();
    close.closest("dialog").close();
  } else if (opener?.hasAttribute("data-confirm")) {
    event.preventDefault();
    confirm(opener).catch(() => location.assign(addressOf(opener)));
  } else if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    open(dialog);
  }
});
