// The chat: one row per message, kept by id; day dividers and the unread rule between them.

import { $, el, fullTime, hourMinute, icon, longDay, setText, still } from "./dom.js";
import { openAgain, openedIn, poke, rich } from "./entities.js";
import { drawKeys } from "./keyboard.js";
import { arrived, follow, toEnd } from "./scroll.js";
import { forgetUnreadRule, markRead, messagesOf, mine, on, state, tell } from "./store.js";

const TYPING_MS = 5000;
const SPOKEN = 20;

const log = $("#log");
const rows = new Map();
const dividers = new Map();
const typing = el("li", { cls: "msg typing", "aria-hidden": "true" }, el("div", { cls: "bubble" }, el("i"), el("i"), el("i")));
let typingUntil = 0;

function makeRow(message) {
  const out = message.from !== "bot";
  const meta = el("span", { cls: "meta" }, el("span"), el("time"), ...(out ? [icon("read")] : []));
  const text = el("div", { cls: "text" });
  const by = el("span", { cls: "sr", text: out ? "You: " : `${state.bot.name}: ` });
  const keys = el("div", { cls: "keys", hidden: "" });
  const bubble = el("div", { cls: "bubble" }, by, ...quoteOf(message), text);
  const node = el("li", { cls: `msg ${out ? "out" : ""}`, id: `m${message.id}` }, el("div", { cls: "stack" }, bubble, keys));
  return { node, text, meta, keys, from: message.from, drawn: null };
}

/** What a message answers, as one line that leads there. */
function quoteOf(message) {
  const original = message.reply_to ? mine().messages.get(message.reply_to) : null;
  if (!original) return [];
  const words = (original.text ?? "").replace(/\s+/g, " ");
  return [el("button", { cls: "quote", type: "button", dir: "auto", text: words, dataset: { to: original.id } })];
}

function drawText(row, message) {
  const drawn = JSON.stringify([message.text, message.entities, message.media]);
  if (drawn === row.drawn) return;
  const opened = openedIn(row.text);
  const stops = () => [...row.text.querySelectorAll("a[href], button, [tabindex]")];
  const focused = stops().indexOf(document.activeElement);
  const nodes = rich(message.text ?? "", message.entities ?? []);
  if (message.media) nodes.unshift(el("p", { cls: "media", text: mediaName(message.media) }));
  row.text.replaceChildren(...nodes);
  const last = row.text.lastElementChild;
  // The time floats into the last line, where there is one.
  (last?.classList.contains("line") ? last : row.text).append(row.meta);
  openAgain(row.text, opened);
  if (focused >= 0) (stops()[focused] ?? row.keys.querySelector(".key") ?? log).focus({ preventScroll: true });
  row.drawn = drawn;
}

const mediaName = (media) => (typeof media === "string" ? media : (media.kind ?? media.type ?? "attachment"));

function drawMeta(row, message) {
  const [edited, time] = row.meta.children;
  setText(edited, message.edited_at ? "edited" : "");
  edited.title = message.edited_at ? `Edited ${fullTime(message.edited_at)}` : "";
  setText(time, hourMinute(message.at));
  time.dateTime = message.at;
  time.title = fullTime(message.at);
  row.node.classList.toggle("got", Boolean(message.fetched));
}

function draw(message) {
  let row = rows.get(message.id);
  // After a restart of the playground an id may belong to somebody else.
  if (row?.from !== message.from) rows.set(message.id, (row = makeRow(message)));
  drawText(row, message);
  drawMeta(row, message);
  const keyboard = message.keyboard ?? [];
  const keyed = keyboard.some((line) => line.length);
  row.node.classList.toggle("keyed", keyed);
  if (!keyed && row.keys.contains(document.activeElement)) log.focus({ preventScroll: true });
  row.keys.hidden = !keyed;
  drawKeys(row.keys, keyboard, message.id);
  return row;
}

function divider(key, cls, text) {
  if (!dividers.has(key)) dividers.set(key, el("li", { cls: `rule ${cls}`, text }));
  return dividers.get(key);
}

/** Every node that the chat should show, in order. */
function wanted(person) {
  const nodes = [];
  let day = null;
  for (const message of messagesOf(person)) {
    const today = longDay(message.at);
    if (today !== day) nodes.push(divider(`day ${new Date(message.at).toDateString()} ${message.id}`, "", today));
    day = today;
    if (message.id === person.firstUnread) nodes.push(divider("unread", "new", "Unread"));
    nodes.push(rows.get(message.id).node);
  }
  if (Date.now() < typingUntil) nodes.push(typing);
  return nodes;
}

/** Put the nodes in place and touch only what is not there yet: moving a node would lose its focus. */
function arrange() {
  const person = mine();
  if (!person) return;
  const nodes = wanted(person);
  const keep = new Set(nodes);
  for (const node of [...log.children]) if (!keep.has(node)) node.remove();
  nodes.forEach((node, i) => {
    if (log.children[i] !== node) log.insertBefore(node, log.children[i] ?? null);
  });
  showStart(person);
}

function showStart(person) {
  const empty = !person.messages.size;
  const hidden = !person.loaded || !empty;
  const was = $("#hello").hidden;
  $("#hello").hidden = $("#start").hidden = hidden;
  log.hidden = person.loaded && empty;
  $("#write").hidden = !person.loaded || empty;
  if (was !== hidden) tell("start", { shown: !hidden });
}

function redraw() {
  const person = mine();
  rows.clear();
  dividers.clear();
  log.replaceChildren();
  for (const message of person.messages.values()) draw(message);
  arrange();
}

function drawStatus() {
  const busy = Date.now() < typingUntil;
  const status = $("#bar-status");
  status.classList.toggle("busy", busy);
  const person = mine();
  setText(status, busy ? "typing" : person ? `bot · you are ${person.first_name}` : "bot");
}

function setTyping(until) {
  typingUntil = until;
  drawStatus();
  follow(arrange);
}

function speak(message) {
  const live = $("#live");
  live.append(el("p", { dir: "auto", text: message.text }));
  while (live.children.length > SPOKEN) live.firstChild.remove();
}

on("switch", () => {
  redraw();
  setTyping(0);
  markRead(mine());
  toEnd();
});

on("chat", ({ person }) => {
  if (person !== mine()) return;
  if (!log.children.length) toEnd();
  for (const id of [...rows.keys()]) if (!person.messages.has(id)) rows.delete(id);
  follow(() => {
    for (const message of person.messages.values()) draw(message);
    arrange();
  });
});

on("message", ({ person, message }) => {
  if (person !== mine()) return;
  const own = message.from !== "bot";
  if (own) forgetUnreadRule(person);
  else typingUntil = 0;
  draw(message).node.classList.add("enters");
  arrange();
  drawStatus();
  arrived(own);
  if (!own) speak(message);
});

on("edit", ({ person, message }) => {
  if (person === mine()) follow(() => draw(message));
});

on("delete", ({ person, id }) => {
  if (person !== mine()) return;
  const row = rows.get(id);
  if (row?.node.contains(document.activeElement)) log.focus({ preventScroll: true });
  rows.delete(id);
  follow(arrange);
});

on("typing", ({ person }) => {
  if (person !== state.me) return;
  setTyping(Date.now() + TYPING_MS);
  setTimeout(() => Date.now() >= typingUntil && setTyping(0), TYPING_MS + 50);
});

on("people", drawStatus);

log.addEventListener("click", (event) => {
  if (poke(event.target)) return;
  const quote = event.target.closest(".quote");
  rows.get(Number(quote?.dataset.to))?.node.scrollIntoView({ block: "center", behavior: still.matches ? "instant" : "smooth" });
  const command = event.target.closest(".command");
  if (command) tell("say", { text: command.dataset.say });
});
log.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".spoiler") || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  poke(event.target);
});
