// Telegram text and its entities as nodes: only text nodes and elements from a fixed list.

import { $$, el, fullTime, momentIn } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const BAR = /[▰▱]+/g;
const TITLE_MAX = 80;

/** The address if it may be opened, else null. An address without a scheme gets https. */
export function safeUrl(address) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    const url = new URL(full);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function link(address) {
  const href = safeUrl(address);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }) : el("span");
}

function spoiler() {
  return el("span", { cls: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" });
}

function time(entity) {
  const at = entity.unix_time * 1000;
  const node = el("time", { cls: "moment" });
  if (!Number.isFinite(at)) return node;
  node.dateTime = new Date(at).toISOString();
  node.title = `${fullTime(at)} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
  node.textContent = momentIn(at, entity.date_time_format);
  return node;
}

const MADE = {
  bold: () => el("b"),
  italic: () => el("em"),
  underline: () => el("u"),
  strikethrough: () => el("s"),
  code: () => el("code"),
  spoiler,
  date_time: time,
  text_link: (entity) => link(entity.url),
  url: (entity, words) => link(words),
  email: (entity, words) => link(`mailto:${words}`),
  phone_number: (entity, words) => link(`tel:${words.replace(/[^+\d]/g, "")}`),
  bot_command: (entity, words) => el("button", { cls: "command", type: "button", dataset: { say: words } }),
  mention: () => el("span", { cls: "mention" }),
  hashtag: () => el("span", { cls: "mention" }),
  text_mention: () => el("span", { cls: "mention" }),
};

/** Plain text; a progress bar in it gets the accent colour, and the count of its full cells as its name. */
function words(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(BAR)) {
    if (found.index > from) nodes.push(text.slice(from, found.index));
    const full = [...found[0]].filter((cell) => cell === "▰").length;
    const label = `${full} of ${found[0].length}`;
    nodes.push(el("span", { cls: "gauge", text: found[0], role: "img", "aria-label": label }));
    from = found.index + found[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

/** text[start, end) with the inline entities that touch it, nested. */
function weave(text, start, end, entities) {
  const nodes = [];
  const queue = [...entities];
  let at = start;
  while (queue.length) {
    const entity = queue.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    if (from > at) nodes.push(...words(text.slice(at, from)));
    const inner = queue.filter((other) => other.offset < to);
    queue.splice(0, queue.length, ...queue.filter((other) => other.offset >= to));
    for (const other of inner) {
      // An inner entity that ends after the outer one continues behind it.
      const rest = other.offset + other.length - to;
      if (rest > 0) queue.unshift({ ...other, offset: to, length: rest });
    }
    const make = MADE[entity.type];
    const woven = weave(text, from, to, inner);
    if (make) {
      const node = make(entity, text.slice(from, to));
      if (!node.textContent) node.append(...woven);
      nodes.push(node);
    } else nodes.push(...woven);
    at = to;
  }
  if (at < end) nodes.push(...words(text.slice(at, end)));
  return nodes;
}

/** One element per line, each with its own direction; an empty line becomes space above the next. */
function lines(text, start, end, entities) {
  const made = [];
  let at = start;
  let gap = 0;
  while (at <= end) {
    const stop = text.indexOf("\n", at);
    const to = stop === -1 || stop > end ? end : stop;
    if (to === at) gap += 1;
    else {
      const line = el("div", { dir: "auto", cls: gap && made.length ? "line after" : "line" }, ...weave(text, at, to, entities));
      made.push(line);
      gap = 0;
    }
    at = to + 1;
  }
  return made;
}

function block(entity, text, start, end, entities) {
  if (entity.type === "pre") {
    const code = el("code", {}, ...weave(text, start, end, entities));
    return el("pre", { dir: "auto", tabindex: "0", "aria-label": entity.language || "Code" }, code);
  }
  const quote = el("blockquote", {}, ...lines(text, start, end, entities));
  if (entity.type === "blockquote") return quote;
  quote.classList.add("folded");
  const toggle = el("button", { cls: "fold", type: "button", "aria-expanded": "false", text: "Show more" });
  return el("div", { cls: "folding" }, quote, toggle);
}

/** Whether the message opens with one bold line, which is then its title. */
function hasTitle(text, entities) {
  const [first] = entities;
  if (!first || first.type !== "bold" || first.offset !== 0) return false;
  const line = text.split("\n", 1)[0];
  return line.length <= TITLE_MAX && text.slice(0, first.length).trimEnd() === line.trimEnd();
}

const byPlace = (a, b) => a.offset - b.offset || b.length - a.length;

/** The nodes of a message's text. */
export function rich(text, entities = []) {
  const sorted = [...entities].sort(byPlace);
  const inline = sorted.filter((entity) => !BLOCKS.has(entity.type));
  const nodes = [];
  let at = 0;
  const plainUpTo = (end) => {
    // The line break beside a block belongs to the block.
    const start = nodes.length && text[at] === "\n" ? at + 1 : at;
    const stop = end < text.length && text[end - 1] === "\n" ? end - 1 : end;
    if (start < stop) nodes.push(...lines(text, start, stop, inline));
  };
  for (const entity of sorted.filter((one) => BLOCKS.has(one.type))) {
    const end = Math.min(entity.offset + entity.length, text.length);
    if (entity.offset < at || entity.offset >= end) continue;
    plainUpTo(entity.offset);
    nodes.push(block(entity, text, entity.offset, end, inline));
    at = end;
  }
  plainUpTo(text.length);
  if (hasTitle(text, sorted)) nodes[0]?.classList.add("head");
  return nodes;
}

function show(node) {
  node.classList.add("shown");
  for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
}

function unfold(button, open) {
  button.previousElementSibling.classList.toggle("folded", !open);
  button.setAttribute("aria-expanded", String(open));
  button.textContent = open ? "Show less" : "Show more";
}

/** The parts of a text that the reader has opened; they stay open when the text is edited. */
export function openedIn(node) {
  return {
    spoilers: $$(".spoiler", node).map((one) => one.classList.contains("shown")),
    folds: $$(".fold", node).map((one) => one.getAttribute("aria-expanded") === "true"),
  };
}

export function openAgain(node, opened) {
  $$(".spoiler", node).forEach((one, i) => opened.spoilers[i] && show(one));
  $$(".fold", node).forEach((one, i) => opened.folds[i] && unfold(one, true));
}

/** Handle a click or a key press inside a text. True if it was handled. */
export function poke(target) {
  const hidden = target.closest(".spoiler:not(.shown)");
  if (hidden) show(hidden);
  const fold = target.closest(".fold");
  if (fold) unfold(fold, fold.getAttribute("aria-expanded") !== "true");
  return Boolean(hidden || fold);
}
