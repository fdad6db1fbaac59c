// The list of people and groups: switch to one, add a person; unread counts on the page and in its title.

import { addPerson } from "./api.js";
import { senderName } from "./bubble.js";
import { $, badge, botFace, el, face, groupFace, hourMinute, setText } from "./dom.js";
import { load } from "./events.js";
import { closeOverlay } from "./panels.js";
import { chats, forgetUnreadRule, here, inGroup, markRead, on, state, tell } from "./store.js";

const TITLE = document.title;
const list = $("#who");
const rows = new Map();
let wish = Number(location.hash.slice(1)) || null;

const nameOf = (chat) => (chat.kind === "group" ? chat.title : chat.first_name);

function makeRow(chat) {
  const name = el("b", { dir: "auto" });
  const time = el("time");
  const last = el("small", { dir: "auto" });
  const dot = el("i", { cls: "dot", hidden: "" });
  const picture = chat.kind === "group" ? groupFace(chat) : face(chat.id);
  const button = el("button", { type: "button" }, picture, name, time, last, dot);
  button.onclick = () => {
    show(chat.id);
    closeOverlay();
  };
  return { node: el("li", {}, button), button, name, time, last, dot };
}

function lastLine(chat) {
  if (chat.blocked) return "Has blocked the bot";
  if (!chat.last) return chat.kind === "group" ? "Nothing said yet" : "Has not started yet";
  const words = (chat.last.text ?? "").replace(/\s+/g, " ");
  return chat.kind === "group" && !chat.last.service ? `${senderName(chat.last.from)}: ${words}` : words;
}

function drawRow(chat) {
  if (!rows.has(chat.id)) rows.set(chat.id, makeRow(chat));
  const row = rows.get(chat.id);
  row.button.setAttribute("aria-current", String(chat === here()));
  setText(row.name, nameOf(chat));
  setText(row.time, chat.last ? hourMinute(chat.last.at) : "");
  setText(row.last, lastLine(chat));
  badge(row.dot, chat.unread);
  row.dot.setAttribute("aria-label", `${chat.unread} unread`);
  return row.node;
}

function draw() {
  const nodes = chats().map(drawRow);
  nodes.forEach((node, i) => list.children[i] !== node && list.insertBefore(node, list.children[i] ?? null));
  while (list.children.length > nodes.length) list.lastChild.remove();
  const all = chats().reduce((sum, chat) => sum + chat.unread, 0);
  const elsewhere = all - (here()?.unread ?? 0);
  badge($("#others"), elsewhere);
  document.title = all ? `(${all}) ${TITLE}` : TITLE;
}

const find = (id) => state.people.get(id) ?? state.groups.get(id);

function show(id) {
  const chat = find(id);
  if (!chat) {
    // A person who was just added arrives with the next event.
    wish = id;
    return;
  }
  wish = null;
  const before = here();
  if (before && before !== chat) forgetUnreadRule(before);
  if (chat.kind === "group") enter(chat);
  else Object.assign(state, { me: id, room: null });
  history.replaceState(null, "", `#${id}`);
  markRead(chat);
  tell("switch");
  if (!chat.loaded) load(chat);
  draw();
}

/** Open a group as the current person if that person is a member, else as another member. */
function enter(group) {
  const members = group.members.filter((id) => state.people.has(id));
  const wanted = [state.me, group.as].find((id) => members.includes(id));
  state.room = group.id;
  group.as = state.me = wanted ?? members[0] ?? state.me;
}

function fulfil() {
  if (wish !== null && find(wish)) show(wish);
  draw();
}

function drawBar() {
  const chat = here();
  const holder = $("#bar-face");
  const key = inGroup() ? String(chat.id) : "bot";
  if (holder.dataset.face !== key) holder.replaceChildren(inGroup() ? groupFace(chat) : botFace());
  holder.dataset.face = key;
  setText($("#bar-name"), inGroup() ? chat.title : state.bot.name);
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
  if (document.visibilityState !== "visible" || !here()) return;
  markRead(here());
  draw();
});
addEventListener("hashchange", () => show(Number(location.hash.slice(1))));

on("people", fulfil);
on("people", drawBar);
on("switch", drawBar);
on("bot", drawBar);
on("go", ({ id }) => show(id));
