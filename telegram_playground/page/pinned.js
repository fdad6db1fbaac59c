// The strip under the header: the pinned message, its first line and the rest; a press goes to the message.

import { $, setText } from "./dom.js";
import { kindName } from "./mediawords.js";
import { goTo } from "./messages.js";
import { follow } from "./scroll.js";
import { here, on } from "./store.js";

const strip = $("#pin");

function draw() {
  const message = here()?.messages.get(here().pinned);
  const lines = (message?.text ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
  if (message?.media) lines.unshift(kindName(message.media));
  const change = () => {
    strip.hidden = !message;
    setText($("#pin-title"), lines[0] ?? "Pinned message");
    setText($("#pin-text"), lines.slice(1).join(" · "));
  };
  if (strip.hidden === Boolean(message)) follow(change);
  else change();
}

strip.addEventListener("click", () => goTo(here().pinned));
for (const name of ["switch", "chat", "pinned", "edit", "delete", "message"]) on(name, draw);
