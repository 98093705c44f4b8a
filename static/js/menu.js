// The menu on a phone: the button opens all of it as a sheet, Escape and a tap beside it close it again.
const side = document.querySelector("[data-menu]");
const toggle = side?.querySelector(".menu-toggle");

function show(open) {
  side.classList.toggle("open", open);
  toggle.setAttribute("aria-expanded", String(open));
}

toggle?.addEventListener("click", (event) => {
  event.preventDefault();
  show(!side.classList.contains("open"));
});
toggle?.addEventListener("keydown", (event) => {
  if (event.key === " ") {
    event.preventDefault();
    toggle.click();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && side?.classList.contains("open")) {
    show(false);
    toggle.focus();
  }
});
document.addEventListener("click", (event) => {
  if (side?.classList.contains("open") && !side.contains(event.target)) show(false);
});
