// The room: one question at a time, the palette, the clock, and what keys and buttons do.
import { countdown, now, time } from "./clock.js";
import { buildPalette, fill, showBadge, showChoice, showPalette, showQuestion } from "./screen.js";

const LOW = 5 * 60_000;
const $ = (id) => document.getElementById(id);

export function openRoom({ paper, answers, words, deadline, onEnd, onSubmit }) {
  let current = paper.places[Math.min(Math.max(answers.lastPlace(), 1), paper.places.length) - 1];
  let until = deadline;
  let ended = false;

  function unanswered() {
    const after = [...paper.places.slice(current.place), ...paper.places.slice(0, current.place)];
    return after.find((place) => !answers.get(place.number).answer.length);
  }

  function refresh() {
    const counts = showPalette(paper, answers, current, words);
    $("counts").textContent = fill(words.counts, counts);
    for (const button of document.querySelectorAll("[data-do=unanswered]")) {
      const next = unanswered();
      button.disabled = !next;
      button.textContent = next ? fill(words.next_unanswered, { place: next.place }) : words.all_answered;
    }
    const flagged = answers.get(current.number).flagged;
    for (const button of document.querySelectorAll("[data-do=flag]")) {
      button.setAttribute("aria-pressed", String(flagged));
      button.querySelector("[data-word]").textContent = flagged ? words.unflag : words.flag;
    }
    $("palette-open").textContent = fill(words.palette, { place: current.place });
    document.querySelector("[data-do=back]").disabled = current.place === 1;
    document.querySelector("[data-do=next]").disabled = current.place === paper.places.length;
    return counts;
  }

  function go(place, focus = true) {
    if (!place) return;
    current = place;
    answers.at(place.place);
    showQuestion($("question"), paper, place, answers, words);
    refresh();
    closePalette();
    if (focus) $("stem").focus({ preventScroll: true });
    $(`n${place.number}`).scrollIntoView({ block: "nearest" });
  }

  function choose(id) {
    const before = answers.get(current.number).answer;
    let answer = [id];
    if (current.type === "multiple") answer = before.includes(id) ? before.filter((one) => one !== id) : [...before, id].sort();
    answers.change(current.number, { answer });
    showChoice($("question"), current, answers);
    refresh();
  }

  function openPalette() {
    $("palette").classList.add("open");
    $("veil").classList.add("open");
    $("palette-close").focus();
  }

  function closePalette() {
    $("palette").classList.remove("open");
    $("veil").classList.remove("open");
  }

  const deeds = {
    back: () => go(paper.places[current.place - 2]),
    next: () => go(paper.places[current.place]),
    flag: () => {
      answers.change(current.number, { flagged: !answers.get(current.number).flagged });
      refresh();
    },
    unanswered: () => go(unanswered()),
    submit: () => onSubmit(refresh()),
    palette: openPalette,
    close: closePalette,
  };

  document.addEventListener("click", (event) => {
    if (ended) return;
    const number = event.target.closest("[data-place]");
    const deed = event.target.closest("[data-do]");
    if (number) go(paper.places[Number(number.dataset.place) - 1]);
    else if (deed) deeds[deed.dataset.do]();
  });
  $("question").addEventListener("change", (event) => ended || choose(event.target.value));
  document.addEventListener("keydown", (event) => {
    if (ended || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") closePalette();
    const option = current.options.find(({ letter }) => letter === event.key.toUpperCase());
    const deed = { ArrowLeft: "back", ArrowRight: "next", f: "flag", F: "flag" }[event.key];
    if (!option && !deed) return;
    event.preventDefault();
    if (deed) deeds[deed]();
    else choose(option.id);
  });

  // Seen every second, heard once a minute and every ten seconds of the last one.
  let heard = null;
  function tick() {
    if (ended) return;
    const left = until - now();
    $("clock-time").textContent = countdown(left);
    $("clock").classList.toggle("low", left <= LOW);
    const minutes = Math.ceil(left / 60_000);
    const said = left > 60_000 ? fill(words.minutes_left, { minutes }) : fill(words.seconds_left, { seconds: Math.max(0, Math.ceil(left / 10_000) * 10) });
    if (said !== heard) $("clock-said").textContent = heard = said;
    if (left <= 0) onEnd();
  }
  const timer = setInterval(tick, 500);

  buildPalette($("numbers"), paper, words);
  go(current, false);
  tick();

  return {
    deadline(ms) {
      until = ms;
      tick();
    },
    badge: (kind, text) => showBadge($("saved"), kind, text),
    savedAt: (at) => showBadge($("saved"), "ok", fill(words.saved, { time: time(at) })),
    end() {
      ended = true;
      clearInterval(timer);
      $("question").inert = true;
    },
  };
}
