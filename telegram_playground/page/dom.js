// Functions that make and change the page's nodes. Text is always inserted as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

export const $ = (query, root = document) => root.querySelector(query);
export const $$ = (query, root = document) => [...root.querySelectorAll(query)];

export function el(tag, { cls, text, dataset, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  Object.assign(node.dataset, dataset);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function picture(symbol, cls) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", cls);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${symbol}`);
  svg.append(use);
  return svg;
}

export const icon = (name) => picture(`i-${name}`, "i");

/** A person's face; the same id always looks the same. */
export const face = (id) => picture(`head-${(Math.abs(id) + 3) % 4}`, `ava tone-${(Math.abs(id) + 4) % 5}`);

export const botFace = () => el("img", { cls: "ava", src: "/page/bot.svg", alt: "" });

/** A group's face: two of its members, one behind the other. */
export function groupFace(group) {
  return el("span", { cls: "ava pair", "aria-hidden": "true" }, ...group.members.slice(0, 2).map(face));
}

export const setIcon = (holder, name) => $("use", holder).setAttribute("href", `#i-${name}`);

export function setText(node, text) {
  // Writing the same text again would lose a selection, and screen readers would read it again.
  if (node.textContent !== text) node.textContent = text;
}

export function badge(node, count) {
  node.hidden = !count;
  setText(node, count ? String(count) : "");
}

export const still = matchMedia("(prefers-reduced-motion: reduce)");

const two = (n) => String(n).padStart(2, "0");

/** HH:MM in the browser's zone. */
export function hourMinute(at) {
  const day = new Date(at);
  return `${two(day.getHours())}:${two(day.getMinutes())}`;
}

export const hourMinuteSecond = (at) => `${hourMinute(at)}:${two(new Date(at).getSeconds())}`;

const LONG = { weekday: "long", day: "numeric", month: "long" };
export const longDay = (at) => new Date(at).toLocaleDateString("en-GB", LONG);

const SHORT = { day: "numeric", month: "short" };
const PARTS = {
  w: (day) => day.toLocaleDateString("en-GB", { weekday: "short" }),
  d: (day) => day.toLocaleDateString("en-GB", SHORT),
  D: (day) => day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }),
  t: hourMinute,
  T: hourMinuteSecond,
};

/** A moment as a `tg-time` with this format shows it, in the browser's zone; "" when the text of the message is shown instead. */
export const momentIn = (at, format = "") =>
  [...format].map((part) => PARTS[part]?.(new Date(at)) ?? "").join(" ").trim();

export const fullTime = (at) => `${longDay(at)} ${new Date(at).getFullYear()}, ${hourMinuteSecond(at)}`;
