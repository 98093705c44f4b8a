// From the door into the room, without leaving the page: start, fetch the paper, take up the answers, go on.
import { openAnswers } from "./answers.js";
import { Refused, paper as fetchPaper, start, submit } from "./calls.js";
import { countdown, hear, now } from "./clock.js";
import { arrange } from "./paper.js";
import { openRoom } from "./room.js";
import { startSaver } from "./saver.js";
import { fill } from "./screen.js";
import { forget } from "./store.js";

const $ = (id) => document.getElementById(id);
const page = $("exam");
const words = JSON.parse($("words").textContent);
const storeKey = `exam:${page.dataset.uuid}`;
const pause = (ms) => new Promise((done) => setTimeout(done, ms * (0.6 + 0.8 * Math.random())));

function tell(id, text) {
  $(`${id}-text`).textContent = text;
  if (!$(id).open) $(id).showModal();
}

async function enter() {
  const button = $("start");
  button?.setAttribute("aria-busy", "true");
  if (button) button.disabled = true;
  try {
    await openDoor();
  } catch (error) {
    const text = error instanceof Refused && error.message ? error.message : words.no_start;
    $("door-error").hidden = false;
    $("door-error-text").textContent = text;
    $("door").hidden = false;
    if (button) {
      button.removeAttribute("aria-busy");
      button.disabled = false;
    }
  }
}

async function openDoor() {
  const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const begun = await start(page.dataset.start, csrf);
  const paper = arrange(await fetchPaper(begun.paper_url), begun.order);
  const answers = await openAnswers(storeKey, begun.holder, begun.answers);
  $("door").hidden = true;
  $("room").hidden = false;
  run(begun, paper, answers);
}

function run(begun, paper, answers) {
  let ending = false;
  const room = openRoom({ paper, answers, words, deadline: begun.deadline, onEnd: () => finish(), onSubmit: ask });
  const saver = startSaver({
    url: page.dataset.save,
    token: begun.token,
    answers,
    on: {
      saving: () => room.badge("brand", words.saving),
      saved: (at) => room.savedAt(at ?? (answers.lastSaved() || begun.now)),
      failed: (reason) => room.badge("warn", reason || words.offline),
      over: (code, text) => (code === "attempts.over" ? leave() : tell("superseded", text)),
      deadline: (ms) => ending || room.deadline(ms),
    },
  });

  function ask({ unanswered, flags }) {
    const parts = [unanswered ? fill(words.ask_unanswered, { unanswered }) : words.ask_all];
    if (flags) parts.push(fill(words.ask_flags, { flags }));
    tell("hand-in", parts.join(""));
  }

  $("hand-in").addEventListener("close", () => {
    if ($("hand-in").returnValue === "yes") finish();
  });
  addEventListener("beforeunload", (event) => {
    if (!ending && answers.unsaved().length) event.preventDefault();
  });

  // Saves what is left, then hands in; tried again until the server has said yes or that it is over.
  async function finish() {
    if (ending) return;
    ending = true;
    room.end();
    room.badge("brand", words.handing_in);
    for (let delay = 1_000; ; delay = Math.min(delay * 2, 15_000)) {
      await saver.flush();
      if (!answers.unsaved().length || now() > begun.deadline + 3_600_000) {
        try {
          await submit(page.dataset.submit, begun.token);
          saver.stop();
          return leave();
        } catch (error) {
          if (error instanceof Refused && error.code.startsWith("attempts.")) return leave();
        }
      }
      room.badge("warn", words.offline_end);
      await pause(delay);
    }
  }

  async function leave() {
    ending = true;
    saver.stop();
    if (!answers.unsaved().length) await forget(storeKey);
    location.reload();
  }
}

// At the door: the button opens by the server's clock, not by this computer's.
function wait() {
  const opens = Number(page.dataset.opens);
  const button = $("start");
  hear(Number(page.dataset.now), performance.now(), performance.now());
  const timer = setInterval(() => {
    const left = opens - now();
    $("opens-in").textContent = left > 0 ? fill(words.opens_in, { time: countdown(left) }) : "";
    if (left > 0) return;
    clearInterval(timer);
    button.disabled = false;
  }, 500);
}

for (const button of document.querySelectorAll("[data-reload]")) button.addEventListener("click", () => location.reload());
if (page.dataset.phase === "running") enter();
else if ($("start")) {
  $("start").addEventListener("click", enter);
  if (page.dataset.phase === "ahead") wait();
}
