// Sends what is unsaved: soon after a change, one request at a time, again with jittered back-off until acknowledged.
import { Refused, save } from "./calls.js";
import { doubt } from "./clock.js";

const SOON = 250;
const BEAT = 50_000;
const FIRST = 1_000;
const LONGEST = 15_000;

const jittered = (ms) => ms * (0.6 + 0.8 * Math.random());

// on: {saving(), saved(at), failed(), over(code, words), deadline(ms)}
export function startSaver({ url, token, answers, on }) {
  let timer = null;
  let running = null;
  let failures = 0;
  let stopped = false;

  function plan(ms) {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(send, ms);
  }

  async function send() {
    if (running) return running;
    running = attempt().finally(() => { running = null; });
    return running;
  }

  async function attempt() {
    if (stopped) return;
    const waiting = answers.unsaved();
    const rows = waiting.map(([item, entry]) => ({ item, answer: entry.answer, flagged: entry.flagged, sequence: entry.sequence }));
    if (rows.length && !failures) on.saving();
    try {
      const answer = await save(url, token, rows, document.visibilityState === "hidden");
      failures = 0;
      for (const row of rows) {
        const at = answer.saved[row.item];
        if (at) answers.acknowledge(row.item, row.sequence, at);
        else if (answer.unknown.includes(row.item)) answers.acknowledge(row.item, row.sequence, answer.now);
      }
      await answers.settle();
      on.deadline(answer.deadline);
      if (!answers.unsaved().length) on.saved(rows.length ? answer.now : null);
      plan(answers.unsaved().length ? SOON : jittered(BEAT));
    } catch (error) {
      if (error instanceof Refused && error.code.startsWith("attempts.") && error.code !== "attempts.suspended") {
        stopped = true;
        on.over(error.code, error.message);
        return;
      }
      failures += 1;
      on.failed(error instanceof Refused ? error.message : "");
      plan(jittered(Math.min(LONGEST, FIRST * 2 ** (failures - 1))));
    }
  }

  // From the change on until the server has it, nothing says "saved".
  answers.onChange(() => {
    if (!failures) on.saving();
    plan(failures ? jittered(FIRST) : SOON);
  });
  addEventListener("online", () => plan(0));
  document.addEventListener("visibilitychange", () => {
    doubt();
    plan(0);
  });
  plan(0);

  return {
    // Everything that can go out now; true where nothing is left.
    async flush() {
      clearTimeout(timer);
      await running;
      if (answers.unsaved().length) await send();
      return answers.unsaved().length === 0;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
