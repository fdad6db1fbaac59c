// The Faults tab: choose a fault, arm it, see the armed faults; switches for outage and flood limits.

import { arm, disarm, disarmAll, setFlood } from "./api.js";
import { $, $$, badge, el, icon, setText } from "./dom.js";
import { KINDS, METHODS, OUTAGE_NOTE, kindOf, noteFor } from "./faultkinds.js";
import { chatAt, chats, here, messagesOf, on, tell } from "./store.js";

const MOST_TIMES = 99;
const MOST_SECONDS = 120;

const form = $("#faults");
const armed = $("#armed");
const known = { faults: [], flood: null, outage: null };
const chosen = { kind: KINDS[0].kind, seconds: Object.fromEntries(KINDS.map((one) => [one.kind, one.seconds])) };

const kindChosen = () => kindOf(chosen.kind);
const outages = () => known.faults.filter((fault) => fault.kind === "outage");
const chatName = (chat) => (chat.kind === "group" ? chat.title : chat.first_name);

function card({ kind, code, name }, index) {
  const about = el("small");
  const radio = el("input", { type: "radio", name: "kind", value: kind });
  radio.checked = index === 0;
  return el("label", { dataset: { kind } }, radio, el("span", {}, el("b", { text: code, "aria-hidden": "true" }), el("em", {}, name, about)));
}

function drawCards() {
  for (const label of $$(".cards label")) {
    const { kind } = label.dataset;
    setText($("small", label), kindOf(kind).about(chosen.seconds[kind]));
  }
  const { unit } = kindChosen();
  $("#seconds-field").hidden = !unit;
  $("#fault-places").classList.toggle("three", Boolean(unit));
  setText($("#seconds"), String(chosen.seconds[chosen.kind] ?? 0));
}

function drawChats() {
  const select = $("#fault-chat");
  const options = chats().map((chat) => [String(chat.id), chatName(chat)]);
  const key = JSON.stringify(options);
  if (select.dataset.key === key) return;
  select.dataset.key = key;
  const { value } = select;
  select.replaceChildren(el("option", { value: "", text: "everywhere" }), ...options.map(([id, name]) => el("option", { value: id, text: name })));
  select.value = options.some(([id]) => id === value) ? value : "";
}

function times(fault) {
  if (fault.kind === "outage") return "";
  if (fault.left === null || fault.left === undefined) return "always";
  return fault.left === 0 ? "holding" : `${fault.left}×`;
}

function chipWords(fault) {
  const { code, name } = kindOf(fault.kind);
  const chat = fault.chat === null || fault.chat === undefined ? null : chatAt({ chat: fault.chat });
  const where = chat ? ` for ${chatName(chat)}` : "";
  const chance = fault.probability !== null && fault.probability < 1 ? `, ${Math.round(fault.probability * 100)}%` : "";
  const count = times(fault);
  return `${code} ${name} on ${fault.method || "anything"}${where}${count && `, ${count}`}${chance}`;
}

function chip(fault) {
  const words = chipWords(fault);
  const button = el("button", { type: "button", cls: "round", "aria-label": `Disarm ${words}` }, icon("close"));
  button.onclick = () => attempt(() => disarm(fault.id));
  return el("li", { dataset: { fault: fault.id } }, el("span", { text: words }), button);
}

function drawArmed() {
  const shown = known.faults.filter((fault) => fault.kind !== "outage");
  const had = armed.contains(document.activeElement);
  armed.replaceChildren(...shown.map(chip));
  if (had) ($(".round", armed) ?? $("#arm")).focus();
  $("#disarm-all").hidden = shown.length < 2;
  const out = outages().length > 0;
  $("#outage").checked = out;
  const count = shown.length + (out ? 1 : 0);
  badge($("#armed-dot"), count);
  $("#lab-button").setAttribute("aria-label", count ? `Behind the scenes, ${count} armed` : "Behind the scenes");
  tell("outage", { on: out });
  // An outage strikes every call; the chat notes only its beginning and its end.
  if (known.outage !== null && known.outage !== out && here()) note(here(), out ? OUTAGE_NOTE.begins : OUTAGE_NOTE.ends);
  known.outage = out;
}

function drawFlood() {
  const { flood } = known;
  $("#flood").checked = Boolean(flood?.on);
  const limits = flood && [[flood.per_chat, "a chat"], [flood.per_group, "a group"], [flood.overall, "in all"]];
  const words = (limits ?? []).filter(([limit]) => typeof limit === "number").map(([limit, where]) => `${limit} ${where}`);
  if (words.length) $("#flood-limits").title = words.join(", ");
}

async function attempt(deed) {
  try {
    take(await deed());
  } catch (error) {
    tell("notice", { text: error.message });
    drawArmed();
    drawFlood();
  }
}

function take(detail) {
  // A used-up fault is not shown any more, except one that still makes calls hang.
  const works = (fault) => fault.left !== 0 || fault.kind === "hang";
  if (Array.isArray(detail?.faults)) known.faults = detail.faults.filter(works);
  if (detail?.flood) known.flood = detail.flood;
  drawArmed();
  drawFlood();
}

function step(output, by, most) {
  const next = Math.max(1, Math.min(most, Number(output.textContent) + by));
  setText(output, String(next));
  return next;
}

/** The values of the form; an unchanged field is left out. */
function wish() {
  const { kind, unit } = kindChosen();
  const percent = Number($("#fault-chance").value);
  const seed = $("#fault-seed").value.trim();
  const fault = { kind, count: Number($("#times").textContent) };
  if ($("#fault-method").value) fault.method = $("#fault-method").value;
  if ($("#fault-chat").value) fault.chat = Number($("#fault-chat").value);
  if (unit) fault[unit] = chosen.seconds[kind];
  if (percent > 0 && percent < 100) fault.probability = percent / 100;
  if (/^\d+$/.test(seed)) fault.seed = Number(seed);
  return fault;
}

$(".cards", form).append(...KINDS.map(card));
$("#fault-method").append(...METHODS.map(({ value, name }) => el("option", { value, text: name })));
// With "anything" the fault would strike the poll that is waiting already.
$("#fault-method").value = "sendMessage";
$(".cards", form).addEventListener("change", (event) => {
  chosen.kind = event.target.value;
  drawCards();
});
form.addEventListener("click", (event) => {
  const { step: by } = event.target.closest("[data-step]")?.dataset ?? {};
  if (by) step($("#times"), Number(by), MOST_TIMES);
  const { seconds } = event.target.closest("[data-seconds]")?.dataset ?? {};
  if (!seconds) return;
  chosen.seconds[chosen.kind] = step($("#seconds"), Number(seconds), MOST_SECONDS);
  drawCards();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const fault = wish();
  attempt(async () => {
    const answer = await arm(fault);
    tell("notice", { text: `Armed: ${kindOf(fault.kind).name}` });
    return answer;
  });
});
$("#disarm-all").addEventListener("click", () => attempt(disarmAll));
$("#outage").addEventListener("change", (event) => {
  if (event.target.checked) attempt(() => arm({ kind: "outage" }));
  else attempt(() => Promise.all(outages().map((fault) => disarm(fault.id))));
});
$("#flood").addEventListener("change", (event) => {
  const { checked } = event.target;
  attempt(async () => {
    await setFlood({ on: checked });
    known.flood = { ...known.flood, on: checked };
  });
});

/** One note for each kind of fault: repetitions are counted, not listed. */
function note(chat, text) {
  // While the START screen is shown there is no chat yet.
  if (!chat.messages.size) return;
  const after = messagesOf(chat).at(-1)?.id ?? 0;
  const last = chat.notes.at(-1);
  if (last && last.text === text && last.after === after) last.times += 1;
  else chat.notes.push({ text, after, times: 1 });
  tell("noted", { chat });
}

on("fault", (fault) => {
  if (fault.kind === "outage") return;
  const details = { ...known.faults.find((one) => one.id === fault.id), ...fault };
  const chat = fault.chat === null || fault.chat === undefined ? null : chatAt({ chat: fault.chat });
  if (chat) note(chat, noteFor(details));
});
on("faults", take);
on("people", drawChats);
drawCards();
drawChats();
