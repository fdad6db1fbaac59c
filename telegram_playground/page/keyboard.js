// Inline keyboards: rows of keys under a bubble. They are changed in place, so that a key keeps the focus.

import { press } from "./api.js";
import { el, icon } from "./dom.js";
import { safeUrl } from "./entities.js";
import { on, state, tell } from "./store.js";

// Telegram's own apps stop waiting as well; after that the key can be pressed again.
const GIVE_UP_MS = 30_000;
const STYLES = new Set(["primary", "success", "danger"]);

/** Presses without an answer: query id -> key. An answer may arrive before the page knows the query's id. */
const asked = new Map();
const answeredEarly = new Set();

function stop(key) {
  key.removeAttribute("aria-busy");
}

async function pressed(key, messageId, row, column) {
  if (key.getAttribute("aria-busy") === "true") return;
  key.setAttribute("aria-busy", "true");
  try {
    const { query_id: query } = await press(state.me, state.room, messageId, row, column);
    if (answeredEarly.delete(query)) return stop(key);
    asked.set(query, key);
    setTimeout(() => asked.delete(query) && stop(key), GIVE_UP_MS);
  } catch (error) {
    stop(key);
    tell("notice", { text: error.message });
  }
}

on("toast", ({ query_id: query }) => {
  const key = asked.get(query);
  if (!key) return answeredEarly.add(query);
  asked.delete(query);
  stop(key);
});

const sameKind = (node, key) => node && (node.tagName === "A") === Boolean(key.url);

function make(key) {
  if (!key.url) return el("button", { type: "button" });
  const href = safeUrl(key.url);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }) : el("a", { "aria-disabled": "true" });
}

function draw(node, key) {
  if (node.dataset.label !== key.text) {
    stop(node);
    node.dataset.label = key.text;
    node.replaceChildren(el("span", { dir: "auto", text: key.text }), ...(key.url ? [icon("out")] : []));
  }
  node.className = `key ${STYLES.has(key.style) ? key.style : ""}`.trim();
  if (key.url) {
    const href = safeUrl(key.url);
    if (href) node.href = href;
    else node.removeAttribute("href");
  }
}

/** Make `holder` show `rows`; a key that keeps its place keeps its node. */
export function drawKeys(holder, rows, messageId) {
  const had = holder.contains(document.activeElement) ? document.activeElement : null;
  const label = had?.dataset.label;
  rows.forEach((keys, row) => {
    const line = holder.children[row] ?? holder.appendChild(el("div"));
    keys.forEach((key, column) => {
      let node = line.children[column];
      if (!sameKind(node, key)) {
        const fresh = make(key);
        if (node) node.replaceWith(fresh);
        else line.append(fresh);
        node = fresh;
        if (!key.url) node.onclick = () => pressed(node, messageId, row, column);
      }
      draw(node, key);
    });
    while (line.children.length > keys.length) line.lastChild.remove();
  });
  while (holder.children.length > rows.length) holder.lastChild.remove();
  if (had && !had.isConnected) {
    const keys = [...holder.querySelectorAll(".key")];
    (keys.find((node) => node.dataset.label === label) ?? keys[0])?.focus({ preventScroll: true });
  }
}
