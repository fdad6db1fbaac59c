// People's time: the ring, the speed, the jumps, and the time in the header.

import { setClock } from "./api.js";
import { $, $$, hourMinute, longDay, setText } from "./dom.js";
import { on, tell } from "./store.js";

const TICK_MS = 250;
const SPEEDS = [1, 10, 60];
const DAY_MS = 86_400_000;
const NIGHT = { from: 22, to: 7 };

const clock = { at: Date.now(), real: performance.now(), speed: 1, due: null, serial: -1 };

const now = () => clock.at + (performance.now() - clock.real) * clock.speed;

async function change(wish) {
  try {
    take(await setClock(wish));
  } catch (error) {
    tell("notice", { text: error.message });
  }
}

function take(facts) {
  if (!facts?.now || !(facts.speed > 0) || facts.serial < clock.serial) return;
  Object.assign(clock, {
    at: Date.parse(facts.now),
    real: performance.now(),
    speed: facts.speed,
    due: facts.next_due ? Date.parse(facts.next_due) : null,
    serial: facts.serial ?? clock.serial,
  });
  drawDue();
  tick();
}

const SHORT = { weekday: "short", day: "numeric", month: "short" };
const shortDay = (at) => new Date(at).toLocaleDateString("en-GB", SHORT);

/** Degrees on the ring: midnight below, noon above. */
function turn(at) {
  const day = new Date(at);
  return (day.getHours() * 60 + day.getMinutes()) / 4;
}

const turned = (node, degrees) => node.setAttribute("transform", `rotate(${degrees.toFixed(1)} 80 80)`);

function drawDue() {
  const button = $("#next-due");
  const soon = clock.due !== null && clock.due > now();
  button.disabled = !soon;
  setText($("span", button), soon ? `To ${whenDue()}` : "Nothing is due");
  button.setAttribute("aria-label", soon ? `To the next due moment, ${whenDue()}` : "Nothing is due");
  const mark = $("#due");
  const today = soon && clock.due - now() < DAY_MS;
  mark.setAttribute("visibility", today ? "visible" : "hidden");
  if (today) turned(mark, turn(clock.due));
}

function whenDue() {
  const seconds = new Date(clock.due).toLocaleTimeString("en-GB");
  const exact = seconds.endsWith(":00") ? hourMinute(clock.due) : seconds;
  const sameDay = new Date(clock.due).toDateString() === new Date(now()).toDateString();
  return sameDay ? `next due, ${exact}` : `next due, ${shortDay(clock.due)} ${exact}`;
}

function drawSpeed() {
  for (const radio of $$("#speed input")) radio.checked = Number(radio.value) === clock.speed;
}

function drawChip(at) {
  const chip = $("#chip");
  const words = `${hourMinute(at)} ×${clock.speed}`;
  if (chip.dataset.words === words) return;
  chip.dataset.words = words;
  const speed = document.createElement("b");
  speed.textContent = `×${clock.speed}`;
  chip.replaceChildren(`${hourMinute(at)} `, speed);
  chip.setAttribute("aria-label", `People's time ${hourMinute(at)}, speed ×${clock.speed}. Press for the next speed.`);
}

function tick() {
  const at = now();
  const day = new Date(at);
  setText($("#time"), hourMinute(at));
  setText($("#date"), shortDay(at));
  $("#date").title = longDay(at);
  drawChip(at);
  drawSpeed();
  turned($("#sun"), turn(at));
  turned($("#second-hand"), (day.getSeconds() + day.getMilliseconds() / 1000) * 6);
  const hour = day.getHours();
  $("#sun").classList.toggle("moon", hour >= NIGHT.from || hour < NIGHT.to);
  if (clock.due !== null) drawDue();
}

/** The next moment that the clock on the wall shows HH:MM; null if there is no such time. */
function nextAt(words) {
  const found = /^\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*$/.exec(words);
  if (!found) return null;
  const day = new Date(now());
  day.setHours(Number(found[1]), Number(found[2]), 0, 0);
  if (day.getTime() <= now()) day.setDate(day.getDate() + 1);
  return day;
}

$("#speed").addEventListener("change", (event) => change({ speed: Number(event.target.value) }));
$("#chip").addEventListener("click", () => {
  const next = SPEEDS.find((speed) => speed > clock.speed) ?? SPEEDS[0];
  change({ speed: next });
});
$("#next-due").addEventListener("click", () => change({ now: new Date(clock.due).toISOString() }));
for (const button of $$("[data-forward]")) {
  button.addEventListener("click", () => change({ forward_s: Number(button.dataset.forward) }));
}
$("#go-to").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = $("#go-to-time");
  const at = nextAt(field.value);
  field.setAttribute("aria-invalid", String(!at));
  if (at) change({ now: at.toISOString() });
  else {
    field.focus();
    tell("notice", { text: "A time of day, please: 8:29" });
  }
});

// After a restart the playground counts its changes from a new number.
on("line", ({ up }) => up && (clock.serial = -1));
on("clock", take);
tick();
setInterval(tick, TICK_MS);
