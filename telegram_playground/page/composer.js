// The message box: writing, sending, START.

import { addPerson, block, reply, say } from "./api.js";
import { $, setText } from "./dom.js";
import { commandKey, closeMenu, isOpen, suggest } from "./menu.js";
import { answering, stopAnswering } from "./answering.js";
import { commands, here, inGroup, inMyLanguage, me, messagesOf, on, state, tell } from "./store.js";

const LIMIT = 4096;
const NEAR = 200;
const FIRST_NAME = "Ann";

const text = $("#text");
const left = $("#left");

function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  const rest = LIMIT - text.value.length;
  const parts = Math.ceil(text.value.length / LIMIT);
  left.hidden = rest > NEAR;
  // As in Telegram's own apps, a longer text is sent as several messages.
  if (rest <= NEAR) setText(left, rest < 0 ? `Goes as ${parts} messages` : `${rest} left of 4,096`);
}

async function speak(words) {
  if (!me() || !words.trim()) return;
  const original = answering();
  stopAnswering();
  try {
    if (original) await reply(state.me, state.room, original, words);
    else await say(state.me, state.room, words);
  } catch (error) {
    tell("notice", { text: error.message });
    // A text that could not be sent goes back into the message box.
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
  const chat = here();
  const newest = chat && messagesOf(chat).at(-1);
  const asked = newest?.from === "bot" ? newest.force_reply : null;
  const keyboard = chat?.keyboard?.input_field_placeholder;
  text.placeholder = asked ? asked.placeholder || "Your answer" : keyboard || "Message";
  return Boolean(asked);
}

text.addEventListener("input", () => {
  fit();
  suggest();
});

text.addEventListener("keydown", (event) => {
  if (event.isComposing || commandKey(event)) return;
  if (event.key === "Escape" && answering()) {
    event.stopPropagation();
    stopAnswering();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    sendText();
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
    if (!me()) await addPerson(FIRST_NAME, "en").then(({ id }) => tell("go", { id }));
    if (me()?.blocked) await unblock(me());
    await speak("/start");
  } catch (error) {
    tell("notice", { text: error.message });
  } finally {
    starting = false;
  }
});

async function unblock(person) {
  await block(person.id, false);
  person.blocked = false;
  tell("people");
}

on("say", ({ text: words }) => speak(words));
on("command", ({ text: words }) => sendCommand(words));
on("write", ({ text: words }) => write(words));
const drafts = new Map();
let writer = null;
on("switch", () => {
  drafts.set(writer, text.value);
  writer = `${state.me} ${state.room}`;
  write(drafts.get(writer) ?? "");
  closeMenu();
  drawSlash();
  drawPlaceholder();
});
on("chat", ({ chat }) => {
  if (chat !== here()) return;
  drawPlaceholder();
  drawSlash();
});
on("message", ({ chat }) => {
  if (chat === here() && drawPlaceholder() && document.activeElement === document.body) text.focus();
});
function drawSlash() {
  $("#slash").hidden = !commands().length || (inGroup() && !here().bot_in);
}

on("commands", () => {
  drawSlash();
  if (isOpen()) suggest();
});
on("start", ({ shown }) => {
  // The pressed button has disappeared, so the focus moves to the message box.
  if (!shown && document.activeElement === document.body && matchMedia("(hover: hover)").matches) text.focus();
});
// What the bot says of itself, in the language of the person's app.
const sayAbout = () => setText($("#hello-about"), inMyLanguage(state.bot.about));
on("empty", () => {
  sayAbout();
  $("#hello").hidden = $("#start").hidden = false;
});
on("bot", () => {
  setText($("#hello-name"), state.bot.name);
  sayAbout();
});
