// One message of the chat: its bubble, its media, its text, its keys; edits change them in place.

import { $, botFace, el, face, fullTime, hourMinute, icon, setText } from "./dom.js";
import { openAgain, openedIn, rich } from "./entities.js";
import { drawKeys } from "./keyboard.js";
import { drawMedia } from "./media.js";
import { inWords } from "./mediawords.js";
import { here, inGroup, inMyLanguage, isOwn, state } from "./store.js";

const log = $("#log");
// These are shown without a bubble: the picture is the whole message.
const PICTURES = new Set(["photo", "animation", "location"]);

export const senderName = (from) =>
  from === "bot" ? state.bot.name : (state.people.get(from)?.first_name ?? "Somebody");

const senderFace = (from) => (from === "bot" ? botFace() : face(from));

function senderOf(message, out) {
  if (out) return el("span", { cls: "sr", text: "You: " });
  if (!inGroup()) return el("span", { cls: "sr", text: `${senderName(message.from)}: ` });
  return el("p", { cls: "by", dir: "auto", text: senderName(message.from) });
}

/** The message that this one replies to, as one line; a press on the line goes to that message. */
function quoteOf(message) {
  const original = message.reply_to ? here().messages.get(message.reply_to) : null;
  if (!original) return [];
  const label = `In answer to ${senderName(original.from)}: ${inWords(original)}`;
  return [
    el("button", { cls: "quote", type: "button", dir: "auto", text: inWords(original), "aria-label": label, dataset: { to: original.id } }),
  ];
}

export function makeRow(message) {
  if (message.service) return makeService(message);
  const out = isOwn(message);
  const meta = el("span", { cls: "meta" }, el("span"), el("time"), ...(out ? [icon("read")] : []));
  const media = el("div", { cls: "media", hidden: "" });
  const text = el("div", { cls: "text" });
  const keys = el("div", { cls: "keys", hidden: "" });
  const bubble = el("div", { cls: "bubble" }, senderOf(message, out), ...quoteOf(message), media, text);
  const answer = el("button", { cls: "answer", type: "button", "aria-label": "Reply", dataset: { answers: message.id } }, icon("reply"));
  const node = el("li", { id: `m${message.id}` }, el("div", { cls: "stack" }, bubble, keys), answer);
  if (inGroup() && !out) node.prepend(senderFace(message.from));
  return { node, bubble, media, text, meta, keys, from: message.from, own: out, drawn: null, shown: null };
}

function drawText(row, message) {
  const drawn = JSON.stringify([message.text, message.entities, Boolean(message.media)]);
  if (drawn === row.drawn) return;
  const opened = openedIn(row.text);
  const stops = () => [...row.text.querySelectorAll("a[href], button, [tabindex]")];
  const focused = stops().indexOf(document.activeElement);
  row.text.replaceChildren(...rich(message.text ?? "", message.entities ?? []));
  const last = row.text.lastElementChild;
  // The time stands in the last line of the text, if there is a text.
  (last?.classList.contains("line") ? last : row.text).append(row.meta);
  openAgain(row.text, opened);
  if (focused >= 0) (stops()[focused] ?? row.keys.querySelector(".key") ?? log).focus({ preventScroll: true });
  row.drawn = drawn;
}

function drawShown(row, message) {
  const shown = JSON.stringify([message.media ?? null, message.spoiler]);
  // A film must not start again when only its caption changes.
  if (shown === row.shown) return;
  const had = row.media.contains(document.activeElement);
  // Of a picture that nobody has described, the first line below it says most.
  const told = inMyLanguage(state.alts[message.media?.sha256]) || (message.text ?? "").split("\n")[0];
  drawMedia(row.media, message.media, Boolean(message.spoiler), told);
  if (had) (row.media.querySelector("button, input") ?? log).focus({ preventScroll: true });
  row.shown = shown;
}

function drawMeta(row, message) {
  const [edited, time] = row.meta.children;
  setText(edited, message.edited_at ? "edited" : "");
  edited.title = message.edited_at ? `Edited ${fullTime(message.edited_at)}` : "";
  setText(time, hourMinute(message.at));
  time.dateTime = message.at;
  time.title = fullTime(message.at);
}

function drawLook(row, message, keyed) {
  const kind = message.media?.kind;
  const bare = Boolean(kind) && !(message.text ?? "").trim();
  const look = {
    msg: true,
    out: row.own,
    keyed,
    rich: Boolean(kind) && kind !== "sticker",
    sticker: kind === "sticker",
    picture: bare && PICTURES.has(kind),
    bare: bare && !PICTURES.has(kind) && kind !== "sticker",
    got: Boolean(message.fetched),
    above: Boolean(message.above),
  };
  for (const [name, on] of Object.entries(look)) row.node.classList.toggle(name, on);
}

/** A service message, such as who joined or left: a line between the bubbles. */
function makeService(message) {
  const node = el("li", { id: `m${message.id}`, cls: "rule", text: message.text, dir: "auto" });
  return { node, from: message.from, service: true };
}

export function drawRow(row, message) {
  if (row.service) return setText(row.node, message.text);
  drawShown(row, message);
  drawText(row, message);
  drawMeta(row, message);
  const keyboard = message.keyboard ?? [];
  const keyed = keyboard.some((line) => line.length);
  drawLook(row, message, keyed);
  if (!keyed && row.keys.contains(document.activeElement)) log.focus({ preventScroll: true });
  row.keys.hidden = !keyed;
  drawKeys(row.keys, keyboard, message.id);
}
