// Who you are: the list of people, adding one, switching; unread counts on the page and in its title.

import { addPerson } from "./api.js";
import { $, badge, el, face, hourMinute, setText } from "./dom.js";
import { load } from "./events.js";
import { closeOverlay } from "./panels.js";
import { forgetUnreadRule, markRead, mine, on, state, tell } from "./store.js";

const TITLE = document.title;
const list = $("#who");
const rows = new Map();
let wish = Number(location.hash.slice(1)) || null;

function makeRow(person) {
  const name = el("b", { dir: "auto" });
  const time = el("time");
  const last = el("small", { dir: "auto" });
  const dot = el("i", { cls: "dot", hidden: "" });
  const button = el("button", { type: "button" }, face(person.id), name, time, last, dot);
  button.onclick = () => {
    show(person.id);
    closeOverlay();
  };
  return { node: el("li", {}, button), button, name, time, last, dot };
}

function drawRow(person) {
  if (!rows.has(person.id)) rows.set(person.id, makeRow(person));
  const row = rows.get(person.id);
  row.button.setAttribute("aria-current", String(person.id === state.me));
  setText(row.name, person.first_name);
  setText(row.time, person.last ? hourMinute(person.last.at) : "");
  setText(row.last, person.last ? (person.last.text ?? "").replace(/\s+/g, " ") : "Has not started yet");
  badge(row.dot, person.unread);
  row.dot.setAttribute("aria-label", `${person.unread} unread`);
  return row.node;
}

function draw() {
  const nodes = [...state.people.values()].map(drawRow);
  nodes.forEach((node, i) => list.children[i] !== node && list.insertBefore(node, list.children[i] ?? null));
  while (list.children.length > nodes.length) list.lastChild.remove();
  const all = [...state.people.values()].reduce((sum, person) => sum + person.unread, 0);
  const elsewhere = all - (mine()?.unread ?? 0);
  badge($("#others"), elsewhere);
  document.title = all ? `(${all}) ${TITLE}` : TITLE;
}

function show(id) {
  if (!state.people.has(id)) {
    // Just added: the stream will bring the person in a moment.
    wish = id;
    return;
  }
  wish = null;
  const before = mine();
  if (before && before.id !== id) forgetUnreadRule(before);
  state.me = id;
  history.replaceState(null, "", `#${id}`);
  markRead(mine());
  tell("switch");
  if (!mine().loaded) load(mine());
  draw();
}

function fulfil() {
  if (wish !== null && state.people.has(wish)) show(wish);
  draw();
}

function openForm(open) {
  $("#newcomer").hidden = !open;
  $("#add").setAttribute("aria-expanded", String(open));
  if (open) $("#newcomer-name").focus();
}

$("#add").addEventListener("click", () => openForm($("#newcomer").hidden));
$("#newcomer").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  openForm(false);
  $("#add").focus();
});
$("#newcomer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = $("#newcomer-name");
  if (!name.value.trim()) return;
  try {
    const { id } = await addPerson(name.value.trim(), $("#newcomer-language").value);
    name.value = "";
    openForm(false);
    show(id);
    closeOverlay();
  } catch (error) {
    tell("notice", { text: error.message });
  }
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || !mine()) return;
  markRead(mine());
  draw();
});
addEventListener("hashchange", () => show(Number(location.hash.slice(1))));

on("people", fulfil);
on("go", ({ id }) => show(id));
