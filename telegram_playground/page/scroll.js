// Keeps the newest message in sight, unless the reader has scrolled up; then a pill says what is new.

import { $, setText, still } from "./dom.js";

const NEAR_PX = 90;

const log = $("#log");
const down = $("#down");
let missed = 0;
/** Whether the reader wants to see the newest message; only scrolling up says no. */
let following = true;
let top = 0;

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;

function drawPill() {
  if (following) missed = 0;
  down.hidden = log.hidden || following;
  const words = missed ? `${missed} new message${missed === 1 ? "" : "s"}` : "";
  setText($("span", down), words);
  down.setAttribute("aria-label", words || "To the newest message");
}

export function toEnd(smooth) {
  following = true;
  log.scrollTo({ top: log.scrollHeight, behavior: smooth && !still.matches ? "smooth" : "instant" });
  drawPill();
}

/** Make a change to the log; whoever was at its end stays there. */
export function follow(change) {
  change();
  if (following) toEnd();
  else drawPill();
}

/** A message has come: go there, or count it. One's own is always shown. */
export function arrived(own) {
  if (own || following) toEnd(true);
  else missed += 1;
  drawPill();
}

function scrolled() {
  // Our own scrolling only ever goes down, so going up is the reader's doing.
  if (atEnd()) following = true;
  else if (log.scrollTop < top) following = false;
  top = log.scrollTop;
  drawPill();
}

log.addEventListener("scroll", scrolled, { passive: true });
down.addEventListener("click", () => {
  toEnd(true);
  log.focus({ preventScroll: true });
});

// A growing message box, keyboard or window must not push the newest message out of sight.
new ResizeObserver(() => follow(() => {})).observe(log);
document.fonts?.ready.then(() => follow(() => {}));
