// The three calls of the room. Each tells the time; a refusal carries the server's code.
import { hear } from "./clock.js";

const PATIENCE = 10_000;

export class Refused extends Error {
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

async function call(url, { body, headers, ...rest }) {
  const sentAt = performance.now();
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify(body ?? {}),
    headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
    signal: AbortSignal.timeout(PATIENCE),
    ...rest,
  });
  const receivedAt = performance.now();
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.code ?? String(response.status), answer.detail ?? "");
  if (answer.now) hear(answer.now, sentAt, receivedAt);
  return answer;
}

export function start(url, csrf) {
  return call(url, { headers: { "X-CSRFToken": csrf }, credentials: "same-origin" });
}

// No cookie travels with these two: the token alone says who it is, even where the session has ended.
export function save(url, token, answers, keepalive) {
  return call(url, { body: { answers }, headers: { Authorization: `Exam ${token}` }, credentials: "omit", keepalive });
}

export function submit(url, token) {
  return call(url, { headers: { Authorization: `Exam ${token}` }, credentials: "omit" });
}

export async function paper(url) {
  const response = await fetch(url, { credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Refused(String(response.status), "");
  return response.json();
}
