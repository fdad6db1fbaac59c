// The chat: one row for each message, by id; between them day lines, the "Unread" line and notes.

import { drawRow, makeRow, senderName } from "./bubble.js";
import { $, el, longDay, setText, still } from "./dom.js";
import { poke } from "./entities.js";
import { inWords } from "./mediawords.js";
import { arrived, follow, toEnd } from "./scroll.js";
import { forgetUnreadRule, here, inGroup, isOwn, markRead, me, messagesOf, on, state, tell } from "./store.js";

const TYPING_MS = 5000;
const SPOKEN = 20;

const log = $("#log");
const rows = new Map();
const dividers = new Map();
const typing = el("li", { cls: "msg typing", "aria-hidden": "true" }, el("div", { cls: "bubble" }, el("i"), el("i"), el("i")));
let typingUntil = 0;

function draw(message) {
  let row = rows.get(message.id);
  // After a restart of the playground the same id may belong to another message.
  if (row?.from !== message.from) rows.set(message.id, (row = makeRow(message)));
  drawRow(row, message);
  return row;
}

function divider(key, cls, text) {
  if (!dividers.has(key)) dividers.set(key, el("li", { cls: `rule ${cls}`, text }));
  return dividers.get(key);
}

function noteNode(note) {
  const node = divider(note, "note", "");
  setText(node, note.times > 1 ? `${note.text} (${note.times} times)` : note.text);
  return node;
}

/** All nodes that the chat should show, in order. */
function wanted(chat) {
  const nodes = [];
  let day = null;
  let run = null;
  const notes = [...chat.notes];
  const rule = (node) => {
    nodes.push(node);
    run = null;
  };
  const notesBefore = (id) => {
    while (notes.length && notes[0].after < id) rule(noteNode(notes.shift()));
  };
  for (const message of messagesOf(chat)) {
    notesBefore(message.id);
    const today = longDay(message.at);
    if (today !== day) rule(divider(`day ${new Date(message.at).toDateString()} ${message.id}`, "", today));
    day = today;
    if (message.id === chat.firstUnread) rule(divider("unread", "new", "Unread"));
    const { node, service } = rows.get(message.id);
    if (service) {
      rule(node);
      continue;
    }
    const begins = run?.from !== message.from;
    node.classList.toggle("begins", begins);
    node.classList.add("ends");
    if (!begins) run.node.classList.remove("ends");
    run = { from: message.from, node };
    nodes.push(node);
  }
  notesBefore(Infinity);
  if (Date.now() < typingUntil) nodes.push(typing);
  return nodes;
}

/** Put the nodes in order; a node that is at its place is not moved, because it would lose the focus. */
function arrange() {
  const chat = here();
  if (!chat) return;
  const nodes = wanted(chat);
  const keep = new Set(nodes);
  for (const node of [...log.children]) if (!keep.has(node)) node.remove();
  nodes.forEach((node, i) => {
    if (log.children[i] !== node) log.insertBefore(node, log.children[i] ?? null);
  });
  showStart(chat);
}

function showStart(chat) {
  const empty = !chat.messages.size && !chat.notes.length;
  const group = chat.kind === "group";
  const hello = chat.loaded && empty && !group;
  const start = hello || (chat.loaded && !group && Boolean(chat.blocked));
  const was = $("#start").hidden;
  $("#hello").hidden = !hello;
  $("#start").hidden = !start;
  setText($("#start"), chat.blocked ? "Unblock and start" : "Start");
  log.hidden = hello;
  $("#write").hidden = !chat.loaded || start;
  if (was === start) tell("start", { shown: start });
}

function redraw() {
  rows.clear();
  dividers.clear();
  log.replaceChildren();
  for (const message of here().messages.values()) draw(message);
  arrange();
}

function groupStatus(group) {
  const names = group.members.map((id) => (id === state.me ? "you" : senderName(id)));
  return [...names, ...(group.bot_in ? [state.bot.name] : [])].join(", ");
}

function drawStatus() {
  const busy = Date.now() < typingUntil;
  const status = $("#bar-status");
  status.classList.toggle("busy", busy);
  const usual = me() ? `you are ${me().first_name}` : "bot";
  const blocked = me()?.blocked ? `blocked by ${me().first_name}` : usual;
  const idle = inGroup() && here() ? groupStatus(here()) : blocked;
  setText(status, busy ? (inGroup() ? `${state.bot.name} is typing` : "typing") : idle);
}

function setTyping(until) {
  typingUntil = until;
  drawStatus();
  follow(arrange);
}

function speak(message) {
  const live = $("#live");
  const who = inGroup() && !message.service ? `${senderName(message.from)}: ` : "";
  live.append(el("p", { dir: "auto", text: who + inWords(message) }));
  while (live.children.length > SPOKEN) live.firstChild.remove();
}

/** Scroll to a message. */
export function goTo(id) {
  const behavior = still.matches ? "instant" : "smooth";
  rows.get(id)?.node.scrollIntoView({ block: "center", behavior });
}

on("switch", () => {
  redraw();
  setTyping(0);
  markRead(here());
  toEnd();
});

on("chat", ({ chat }) => {
  if (chat !== here()) return;
  if (!log.children.length) toEnd();
  for (const id of [...rows.keys()]) if (!chat.messages.has(id)) rows.delete(id);
  follow(() => {
    for (const message of chat.messages.values()) draw(message);
    arrange();
  });
});

on("message", ({ chat, message }) => {
  if (chat !== here()) return;
  const own = isOwn(message);
  if (own) forgetUnreadRule(chat);
  else typingUntil = 0;
  draw(message).node.classList.add("enters");
  arrange();
  drawStatus();
  arrived(own);
  if (!own) speak(message);
});

on("edit", ({ chat, message }) => {
  if (chat === here()) follow(() => draw(message));
});

on("delete", ({ chat, id }) => {
  if (chat !== here()) return;
  const row = rows.get(id);
  if (row?.node.contains(document.activeElement)) log.focus({ preventScroll: true });
  rows.delete(id);
  follow(arrange);
});

on("noted", ({ chat }) => chat === here() && follow(arrange));

on("typing", ({ chat }) => {
  if (chat !== here()) return;
  setTyping(Date.now() + TYPING_MS);
  setTimeout(() => Date.now() >= typingUntil && setTyping(0), TYPING_MS + 50);
});

on("people", () => {
  drawStatus();
  if (here()) showStart(here());
});

/** On a touch screen a tap on a bubble shows its reply button; with a mouse hovering does. */
function touch(target) {
  const tapped = target.closest(".msg");
  for (const node of log.querySelectorAll(".msg.touched")) if (node !== tapped) node.classList.remove("touched");
  if (tapped && !target.closest("button, a, input")) tapped.classList.toggle("touched");
}

log.addEventListener("click", (event) => {
  if (poke(event.target)) return;
  touch(event.target);
  const quote = event.target.closest(".quote");
  if (quote) goTo(Number(quote.dataset.to));
  const answer = event.target.closest(".answer");
  if (answer) tell("answer", { id: Number(answer.dataset.answers) });
  const command = event.target.closest(".command");
  if (command) tell("say", { text: command.dataset.say });
});
log.addEventListener("dblclick", (event) => {
  const bubble = event.target.closest(".bubble");
  if (!bubble || event.target.closest("button, a, input")) return;
  // A double click also selects a word, which the reader did not want.
  getSelection().removeAllRanges();
  tell("answer", { id: Number(bubble.closest(".msg").id.slice(1)) });
});
log.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".spoiler") || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  poke(event.target);
});
