// The message box: writing, sending, the command menu, START.

import { addPerson, say } from "./api.js";
import { $, $$, el, setText } from "./dom.js";
import { messagesOf, mine, on, state, tell } from "./store.js";

const LIMIT = 4096;
const NEAR = 200;
const FIRST_NAME = "Ann";

const text = $("#text");
const menu = $("#menu");
const left = $("#left");

const isOpen = () => !menu.hidden;
const options = () => $$("[role=option]", menu);
const picked = () => options().findIndex((node) => node.getAttribute("aria-selected") === "true");

function pick(index) {
  const all = options();
  all.forEach((node, i) => node.setAttribute("aria-selected", String(i === index)));
  all[index]?.scrollIntoView({ block: "nearest" });
  if (all[index]) text.setAttribute("aria-activedescendant", all[index].id);
  else text.removeAttribute("aria-activedescendant");
}

function option({ command, description }, index) {
  const node = el("li", { role: "option", id: `command-${index}`, "aria-selected": "false", dataset: { say: `/${command}` } });
  node.append(el("b", { text: `/${command}` }), el("span", { text: description, dir: "auto" }));
  return node;
}

function openMenu(commands) {
  menu.replaceChildren(...commands.map(option));
  menu.hidden = !commands.length;
  for (const node of [text, $("#slash")]) node.setAttribute("aria-expanded", String(isOpen()));
  pick(0);
}

const commands = () => state.menus[state.me] ?? state.commands;
const closeMenu = () => openMenu([]);

function suggest() {
  const start = text.value.toLowerCase();
  const wanted = /^\/\S*$/.test(start) ? commands().filter(({ command }) => `/${command}`.startsWith(start)) : [];
  openMenu(wanted);
}

function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  const rest = LIMIT - text.value.length;
  const parts = Math.ceil(text.value.length / LIMIT);
  left.hidden = rest > NEAR;
  // As in Telegram's own apps, a longer text goes as several messages.
  if (rest <= NEAR) setText(left, rest < 0 ? `Goes as ${parts} messages` : `${rest} left of 4,096`);
}

async function speak(words) {
  const person = mine();
  if (!person || !words.trim()) return;
  try {
    await say(person.id, words);
  } catch (error) {
    tell("notice", { text: error.message });
    // What could not be sent is not lost.
    if (!text.value) write(words);
  }
}

function write(words) {
  text.value = words;
  fit();
  suggest();
}

function sendText() {
  const words = text.value;
  if (!words.trim()) return;
  write("");
  speak(words);
}

function sendCommand(words) {
  write("");
  speak(words);
}

function drawPlaceholder() {
  const person = mine();
  const newest = person && messagesOf(person).at(-1);
  const asked = newest?.from === "bot" ? newest.force_reply : null;
  text.placeholder = asked ? asked.placeholder || "Your answer" : "Message";
  return Boolean(asked);
}

text.addEventListener("input", () => {
  fit();
  suggest();
});

const MOVES = { ArrowDown: 1, ArrowUp: -1 };

text.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const all = options();
  const index = picked();
  if (isOpen() && MOVES[event.key]) {
    event.preventDefault();
    pick((index + MOVES[event.key] + all.length) % all.length);
  } else if (isOpen() && event.key === "Tab" && !event.shiftKey && all[index]) {
    // Tab writes the command out, for those that take words after it.
    event.preventDefault();
    write(`${all[index].dataset.say} `);
  } else if (event.key === "Escape" && isOpen()) {
    event.stopPropagation();
    closeMenu();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (isOpen() && all[index]) sendCommand(all[index].dataset.say);
    else sendText();
  }
});

$("#write").addEventListener("submit", (event) => {
  event.preventDefault();
  sendText();
  text.focus();
});

$("#slash").addEventListener("click", () => {
  write(isOpen() ? "" : "/");
  text.focus();
});

// A press in the menu must not take the focus out of the message box.
menu.addEventListener("pointerdown", (event) => event.preventDefault());
menu.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-say]");
  if (chosen) sendCommand(chosen.dataset.say);
});

document.addEventListener("click", (event) => {
  if (isOpen() && !event.target.closest("#foot")) closeMenu();
});

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, dialog");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  if ($("#write").hidden || $("#stage").inert) return;
  event.preventDefault();
  write("/");
  text.focus();
});

let starting = false;
$("#start").addEventListener("click", async () => {
  if (starting) return;
  starting = true;
  try {
    if (!mine()) await addPerson(FIRST_NAME, "en").then(({ id }) => tell("go", { id }));
    await speak("/start");
  } catch (error) {
    tell("notice", { text: error.message });
  } finally {
    starting = false;
  }
});

on("say", ({ text: words }) => speak(words));
const drafts = new Map();
let writer = null;
on("switch", () => {
  drafts.set(writer, text.value);
  writer = state.me;
  write(drafts.get(writer) ?? "");
  closeMenu();
  drawSlash();
  drawPlaceholder();
});
on("chat", ({ person }) => person === mine() && drawPlaceholder());
on("message", ({ person }) => {
  if (person === mine() && drawPlaceholder() && document.activeElement === document.body) text.focus();
});
function drawSlash() {
  $("#slash").hidden = !commands().length;
}

on("commands", () => {
  drawSlash();
  if (isOpen()) suggest();
});
on("start", ({ shown }) => {
  // The button that was pressed is gone; the next thing to do is to write.
  if (!shown && document.activeElement === document.body && matchMedia("(hover: hover)").matches) text.focus();
});
on("empty", () => {
  $("#hello").hidden = $("#start").hidden = false;
});
on("bot", () => {
  setText($("#bar-name"), state.bot.name);
  setText($("#hello-name"), state.bot.name);
  setText($("#hello-about"), state.bot.description || state.bot.short_description || "");
});
