// Behind the scenes: the bot's calls, newest first, and whether it is listening.

import { $, el, hourMinuteSecond, setText } from "./dom.js";
import { kindOf } from "./faultkinds.js";
import { on } from "./store.js";

const MOST = 80;
// There is always a short pause between two getUpdates; only a longer pause is shown.
const SILENCE_MS = 2500;

const list = $("#calls");
const rows = new Map();
const sums = { calls: 0, failed: 0, ms: 0 };
let outage = false;
const polling = { waiting: false, since: Date.now() };

// The bot polls all the time, so a poll is listed only if a fault has struck it.
const isPolling = (call) => /^getupdates$/i.test(call.method) && !call.fault;
const isTouched = (call) => Boolean(call.fault);
const isDone = (call) => (call.status !== null && call.status !== undefined) || isTouched(call);
const isBad = (call) => isDone(call) && call.status !== 200;

const pretty = (value) => (typeof value === "string" ? value : JSON.stringify(value ?? {}, null, 1));
const nameOf = (fault) => kindOf(typeof fault === "object" ? fault.kind : fault).name;

function makeRow() {
  const [pill, method, time, ms] = [el("span"), el("b"), el("time"), el("small")];
  const mark = el("em", { cls: "mark", hidden: "" });
  const summary = el("summary", {}, pill, el("span", { cls: "method" }, method, mark), time, ms);
  const details = el("details", {}, summary);
  const row = { node: el("li", {}, details), pill, method, mark, time, ms, details, call: null, body: null };
  details.addEventListener("toggle", () => drawBody(row));
  return row;
}

function drawBody(row) {
  if (!row.details.open) return;
  if (!row.body) row.details.append((row.body = el("pre", { tabindex: "0" })));
  const { request, answer, effect } = row.call;
  const done = effect === undefined ? "" : effect ? "\n(it was done)" : "\n(nothing was done)";
  setText(row.body, `${pretty(request)}\n→ ${answer === undefined ? "…" : answer === null ? "no answer" : pretty(answer)}${done}`);
}

function count(call, sign) {
  if (!isDone(call)) return;
  sums.calls += sign;
  sums.ms += sign * (call.ms ?? 0);
  if (isBad(call)) sums.failed += sign;
}

function draw(call) {
  if (isPolling(call)) return;
  let row = rows.get(call.id);
  if (!row) {
    rows.set(call.id, (row = makeRow()));
    list.prepend(row.node);
  }
  if (row.call) count(row.call, -1);
  row.call = call;
  count(call, 1);
  row.pill.className = `pill ${isBad(call) ? "bad" : isDone(call) ? (isTouched(call) ? "odd" : "") : "wait"}`;
  setText(row.pill, isDone(call) ? String(call.status || "–") : "···");
  row.mark.hidden = !isTouched(call);
  setText(row.mark, isTouched(call) ? nameOf(call.fault) : "");
  setText(row.method, call.method);
  setText(row.time, hourMinuteSecond(call.at));
  setText(row.ms, isDone(call) ? `${Math.round(call.ms ?? 0)} ms` : "waiting");
  drawBody(row);
  trim();
}

function trim() {
  while (rows.size > MOST) {
    const [oldest, row] = rows.entries().next().value;
    row.node.remove();
    rows.delete(oldest);
  }
}

function drawSums() {
  const [calls, failed, ms] = $("#stats").children;
  setText(calls.firstChild, String(sums.calls));
  setText(failed.firstChild, String(sums.failed));
  setText(ms.firstChild, sums.calls ? String(Math.round(sums.ms / sums.calls)) : "–");
}

function lasting(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

function drawPolling() {
  const poll = $("#poll");
  const silent = Date.now() - polling.since;
  const lost = outage || (!polling.waiting && silent > SILENCE_MS);
  poll.classList.toggle("bad", lost);
  const method = el("b", { text: "getUpdates" });
  const words = outage ? " cannot get through" : lost ? " is not being asked" : " is waiting for you to write";
  const span = $("span", poll);
  if (span.dataset.words !== words) span.replaceChildren(method, words);
  span.dataset.words = words;
  setText($("time", poll), polling.waiting || lost ? lasting(silent) : "0 s");
}

function startOver() {
  rows.clear();
  list.replaceChildren();
  Object.assign(sums, { calls: 0, failed: 0, ms: 0 });
}

on("calls", ({ calls }) => {
  // After a restart the playground counts its calls from one again.
  const newest = (ids) => Math.max(0, ...ids);
  if (newest(calls.map((call) => call.id)) < newest(rows.keys())) startOver();
  const fresh = new Set(calls.map((call) => call.id));
  for (const [id, row] of rows) {
    if (fresh.has(id)) continue;
    row.node.remove();
    rows.delete(id);
  }
  const order = [...calls].sort((a, b) => a.id - b.id);
  for (const call of order) draw(call);
  drawSums();
});
on("call", ({ call }) => {
  draw(call);
  drawSums();
});
on("polling", (facts) => {
  if (!facts) return;
  polling.since = facts.since ? Date.parse(facts.since) : Date.now();
  polling.waiting = Boolean(facts.waiting);
  drawPolling();
});
on("outage", ({ on: down }) => {
  outage = down;
  drawPolling();
});
drawPolling();
setInterval(drawPolling, 500);
