// The card behind the chat's title: who you are here, block and unblock, a deep link, the bot in a group.

import { block, openLink, setGroup } from "./api.js";
import { $, $$, el, setText } from "./dom.js";
import { senderName } from "./bubble.js";
import { follow } from "./scroll.js";
import { here, inGroup, me, on, state, tell } from "./store.js";

const card = $("#card");
const title = $("#title");
const absent = $("#absent");

function open(yes, focus = true) {
  if (card.hidden !== yes) return;
  card.hidden = !yes;
  title.setAttribute("aria-expanded", String(yes));
  if (yes) {
    draw();
    $$("input, button", card).find((node) => node.offsetParent)?.focus();
  } else if (focus) title.focus();
}

async function attempt(deed) {
  try {
    await deed();
  } catch (error) {
    tell("notice", { text: error.message });
  }
}

async function setBlocked(blocked) {
  const person = me();
  await block(person.id, blocked);
  person.blocked = blocked;
  tell("people");
}

async function setBotIn(botIn) {
  const group = here();
  await setGroup(group.id, { bot_in: botIn });
  group.bot_in = botIn;
  tell("people");
}

function facts() {
  if (!inGroup()) return me() ? `${me().first_name} · ${me().language_code ?? "en"} · id ${me().id}` : "";
  const { administrators = [], privacy } = here();
  const heads = administrators.filter((id) => state.people.has(id)).map(senderName);
  const rule = privacy ? "Privacy mode: the bot hears only commands and answers to it." : "The bot hears every message.";
  return [heads.length ? `Administrator: ${heads.join(", ")}.` : "", rule].filter(Boolean).join(" ");
}

function draw() {
  setText($("#card-facts"), facts());
  const blocked = Boolean(me()?.blocked);
  const inside = Boolean(here()?.bot_in);
  const [block_, bot] = [$("#card-block"), $("#card-bot")];
  block_.hidden = inGroup();
  setText(block_, blocked ? `Unblock ${state.bot.name}` : `Block ${state.bot.name}`);
  block_.classList.toggle("danger", !blocked);
  bot.hidden = !inGroup();
  setText(bot, inside ? `Remove ${state.bot.name}` : `Add ${state.bot.name}`);
  bot.classList.toggle("danger", inside);
  $("#card-link").hidden = inGroup();
}

/** The choice of the member who writes in this group: one radio button for each member. */
function drawMembers() {
  const holder = $("#members");
  const group = inGroup() ? here() : null;
  const members = (group?.members ?? []).filter((id) => state.people.has(id));
  const shown = members.length > 0;
  if (holder.hidden === shown) follow(() => (holder.hidden = !shown));
  const key = `${group?.id} ${members.map((id) => `${id}${senderName(id)}`)}`;
  const seg = $(".seg", holder);
  if (seg.dataset.key !== key) {
    seg.dataset.key = key;
    seg.replaceChildren(
      ...members.map((id) =>
        el("label", {}, el("input", { type: "radio", name: "member", value: id }), el("span", { dir: "auto", text: senderName(id) })),
      ),
    );
  }
  for (const radio of seg.querySelectorAll("input")) radio.checked = Number(radio.value) === state.me;
}

function drawAbsent() {
  const out = inGroup() && !here().bot_in;
  if (absent.hidden === out) follow(() => (absent.hidden = !out));
  setText($("span", absent), `${state.bot.name} is not in this group.`);
  setText($("button", absent), `Add ${state.bot.name}`);
}

function redraw() {
  drawMembers();
  drawAbsent();
  if (!card.hidden) draw();
}

title.addEventListener("click", () => open(card.hidden));
for (const node of [card, title]) {
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || card.hidden) return;
    event.stopPropagation();
    open(false);
  });
}
document.addEventListener("click", (event) => {
  if (!card.hidden && !event.target.closest("#card, #title")) open(false, false);
});
$("#card-block").addEventListener("click", () => {
  open(false);
  attempt(() => setBlocked(!me().blocked));
});
$("#card-bot").addEventListener("click", () => {
  open(false);
  attempt(() => setBotIn(!here().bot_in));
});
$("button", absent).addEventListener("click", () => attempt(() => setBotIn(true)));
$("#card-link").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = $("#card-start");
  open(false);
  attempt(() => openLink(state.me, field.value.trim()));
});
$("#members").addEventListener("change", (event) => {
  const group = here();
  group.as = state.me = Number(event.target.value);
  tell("switch");
  tell("people");
});

on("switch", () => {
  open(false, false);
  redraw();
});
on("people", redraw);
