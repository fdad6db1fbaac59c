// Keeps the newest message visible, unless the reader has scrolled up; then a button counts new messages.

import { $, setText, still } from "./dom.js";

const NEAR_PX = 90;

const log = $("#log");
const down = $("#down");
let missed = 0;
/** Whether the reader follows the newest message; scrolling up ends this. */
let following = true;
let top = 0;
/** How far the log could be scrolled when it was last looked at. */
let depth = 0;

const depthNow = () => log.scrollHeight - log.clientHeight;
const atEnd = () => depthNow() - log.scrollTop < NEAR_PX;

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
  // A message that became shorter moves the log up, too. That is no move of the reader.
  top = log.scrollTop;
  depth = depthNow();
  drawPill();
}

/** Make a change to the log; a reader who was at its end stays at its end. */
export function follow(change) {
  change();
  if (following) toEnd();
  else drawPill();
}

/** A message has arrived: scroll to it, or count it. The reader's own message is always shown. */
export function arrived(own) {
  if (own || following) toEnd(true);
  else missed += 1;
  drawPill();
}

function scrolled() {
  // The page itself only scrolls down, so a move up comes from the reader: unless a message became shorter
  // just before another one grew, so that the browser has moved the log.
  const isReaders = depthNow() === depth;
  if (atEnd()) following = true;
  else if (isReaders && log.scrollTop < top) following = false;
  else if (!isReaders && following) return toEnd();
  top = log.scrollTop;
  depth = depthNow();
  drawPill();
}

log.addEventListener("scroll", scrolled, { passive: true });
down.addEventListener("click", () => {
  toEnd(true);
  log.focus({ preventScroll: true });
});

// When the message box, the keyboard or the window changes its height, the newest message stays visible.
new ResizeObserver(() => follow(() => {})).observe(log);
document.fonts?.ready.then(() => follow(() => {}));
// The font for Chinese signs comes with the first message that has some, and changes its height.
document.fonts?.addEventListener("loadingdone", () => follow(() => {}));
// So does a picture or a film that has come, and is higher than its place was.
for (const come of ["load", "loadedmetadata"]) log.addEventListener(come, () => follow(() => {}), true);
