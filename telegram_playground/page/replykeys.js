// The reply keyboard under the message box, which an icon hides and shows; its keys send text or a location.

import { $, el, setText } from "./dom.js";
import { follow } from "./scroll.js";
import { here, on, tell } from "./store.js";

const STYLES = new Set(["primary", "success", "danger"]);
const UNHEARD = "The playground cannot share that; it can share texts and locations.";

const holder = $("#reply");
const button = $("#keys-button");
/** Chats whose keyboard the reader has hidden. */
const folded = new Set();
let drawn = "";

function pressed(key) {
  if (key.request_location) return tell("share-location");
  if (Object.keys(key).some((name) => name.startsWith("request_") || name === "web_app")) return tell("notice", { text: UNHEARD });
  if (here().keyboard?.one_time_keyboard) fold(true);
  tell("say", { text: key.text });
}

function keyOf(given) {
  const key = typeof given === "string" ? { text: given } : given;
  const style = STYLES.has(key.style) ? key.style : "";
  const node = el("button", { type: "button", cls: `key ${style}`.trim() }, el("span", { dir: "auto", text: key.text }));
  node.onclick = () => pressed(key);
  return node;
}

function draw() {
  const keyboard = here()?.keyboard ?? null;
  const open = Boolean(keyboard) && !folded.has(here()) && !$("#write").hidden;
  const now = JSON.stringify(keyboard);
  if (now !== drawn) {
    if (holder.contains(document.activeElement)) $("#text").focus();
    holder.replaceChildren(...(keyboard?.keyboard ?? []).map((row) => el("div", {}, ...row.map(keyOf))));
    drawn = now;
  }
  button.hidden = !keyboard;
  button.setAttribute("aria-expanded", String(open));
  setText($(".sr", button), open ? "Hide the reply keyboard" : "Show the reply keyboard");
  if (holder.hidden === open) follow(() => (holder.hidden = !open));
}

function fold(yes) {
  if (yes) folded.add(here());
  else folded.delete(here());
  draw();
}

button.addEventListener("click", () => fold(!folded.has(here())));
const met = new WeakSet();
on("switch", draw);
on("chat", ({ chat }) => {
  // A keyboard that was there before the page was opened stays hidden at first.
  if (!met.has(chat)) folded.add(chat);
  met.add(chat);
  draw();
});
on("start", draw);
on("message", ({ chat, message }) => {
  // A new keyboard is shown at once.
  if (message.reply_keyboard) folded.delete(chat);
  draw();
});
