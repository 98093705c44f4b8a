// The server's clock, carried on by the browser's monotonic one: a wrong or changed clock of this computer says nothing.
const STALE = 120_000;
let offset = null;
let trip = Infinity;
let heardAt = 0;

// Of several answers the one that travelled fastest tells the time best; an old one is replaced by any newer.
export function hear(serverNow, sentAt, receivedAt) {
  const took = receivedAt - sentAt;
  if (took > trip && receivedAt - heardAt < STALE) return;
  offset = serverNow - (sentAt + receivedAt) / 2;
  trip = took;
  heardAt = receivedAt;
}

// After sleep the monotonic clock may have stood still: believe the next answer, whatever it is.
export function doubt() {
  trip = Infinity;
}

export function now() {
  return performance.now() + offset;
}

// 1:05:09 or 47:18
export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit" });

// 10:42:07, as the bureau's clock shows it
export function time(instant) {
  return CLOCK.format(new Date(instant));
}
