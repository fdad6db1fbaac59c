// Replying to a message: the strip above the message box that shows the message.

import { senderName } from "./bubble.js";
import { $, setText } from "./dom.js";
import { inWords } from "./mediawords.js";
import { here, on } from "./store.js";

const strip = $("#answering");
let original = null;

export const answering = () => original;

export function stopAnswering() {
  if (original !== null && strip.contains(document.activeElement)) $("#text").focus();
  original = null;
  strip.hidden = true;
}

function start(id) {
  const message = here()?.messages.get(id);
  if (!message || $("#write").hidden) return;
  original = id;
  setText($("#answering-who"), senderName(message.from));
  setText($("#answering-what"), inWords(message));
  strip.hidden = false;
  $("#text").focus();
}

$("#answering-stop").addEventListener("click", stopAnswering);
on("answer", ({ id }) => start(id));
on("switch", stopAnswering);
on("delete", ({ chat, id }) => chat === here() && id === original && stopAnswering());
