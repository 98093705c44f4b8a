// Background work: the page keeps in step by reading itself once a second. When the work has ended while somebody
// looked, its notice is marked as read, and work that leads somewhere leads there.
const EVERY_MS = 1000;
const seen = document.querySelector("[data-job-seen]");

async function read() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function show(page) {
  const [now, next] = [document, page].map((where) => where.querySelector("[data-job]"));
  if (now.innerHTML !== next.innerHTML && !now.contains(document.activeElement)) {
    now.replaceChildren(...next.childNodes);
  } else if (now.innerHTML !== next.innerHTML) {
    const [bar, fresh] = [now, next].map((where) => where.querySelector(".prog"));
    if (bar && fresh) bar.replaceWith(fresh); // the button keeps the focus
    else now.replaceChildren(...next.childNodes);
  }
  const [said, says] = [document, page].map((where) => where.querySelector("[data-job-says]"));
  if (said.textContent !== says.textContent) said.textContent = says.textContent;
  return next.dataset;
}

async function follow() {
  try {
    const state = show(await read());
    if (state.ended !== undefined) {
      await fetch(seen.action, { method: "POST", body: new FormData(seen), redirect: "manual" });
      if (state.link) location.replace(state.link);
      return;
    }
  } catch {
    // The server is busy or gone for a moment: the next look tells.
  }
  setTimeout(follow, EVERY_MS);
}

setTimeout(follow, EVERY_MS / 2);
