// The answers: changed here, kept in this browser first, sent until the server says when it saved them.
//
// Each entry {answer, flagged, holder, sequence, saved}; `saved` is the server's moment, null until it has the entry.
// `holder` counts how often the exam was opened: an answer kept here is newer than the server's only if (holder,
// sequence) is.
import { keep, read } from "./store.js";

export async function openAnswers(key, holder, stored) {
  const local = (await read(key)) ?? { answers: {}, place: 1 };
  const entries = new Map(stored.map((row) => [row.item, { ...row, answer: row.answer }]));
  let sequence = 0;
  for (const [number, entry] of Object.entries(local.answers)) {
    const known = entries.get(Number(number));
    const newer = !known || entry.holder > known.holder || (entry.holder === known.holder && entry.sequence > known.sequence);
    // Never acknowledged: it goes out again, as this page's.
    if (newer && !entry.saved) entries.set(Number(number), { ...entry, holder, sequence: ++sequence });
  }
  const listeners = [];

  function write() {
    return keep(key, { answers: Object.fromEntries(entries), place: local.place });
  }

  return {
    get: (number) => entries.get(number) ?? { answer: [], flagged: false },
    lastSaved: () => Math.max(0, ...[...entries.values()].map((entry) => entry.saved ?? 0)),
    lastPlace: () => local.place,
    unsaved: () => [...entries].filter(([, entry]) => !entry.saved),
    onChange: (listener) => listeners.push(listener),
    change(number, part) {
      const before = this.get(number);
      entries.set(number, { answer: before.answer, flagged: before.flagged, ...part, holder, sequence: ++sequence, saved: null });
      write();
      for (const listener of listeners) listener(number);
    },
    // Only the very change that was sent is acknowledged; one made meanwhile still has to go.
    acknowledge(number, sent, saved) {
      const entry = entries.get(number);
      if (entry && entry.sequence === sent) entry.saved = saved;
    },
    settle: write,
    at(place) {
      local.place = place;
      write();
    },
  };
}
