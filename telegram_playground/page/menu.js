// The command menu above the message box: the list of a combobox, with arrows, Enter, Tab and Escape.

import { $, $$, el } from "./dom.js";
import { commands, inGroup, state, tell } from "./store.js";

const MOVES = { ArrowDown: 1, ArrowUp: -1 };

const text = $("#text");
const menu = $("#menu");

const options = () => $$("[role=option]", menu);
const picked = () => options().findIndex((node) => node.getAttribute("aria-selected") === "true");

export const isOpen = () => !menu.hidden;
export const closeMenu = () => open([]);

function pick(index) {
  const all = options();
  all.forEach((node, i) => node.setAttribute("aria-selected", String(i === index)));
  all[index]?.scrollIntoView({ block: "nearest" });
  if (all[index]) text.setAttribute("aria-activedescendant", all[index].id);
  else text.removeAttribute("aria-activedescendant");
}

/** In a group the command gets the bot's username. */
const spoken = (command) => (inGroup() && state.bot.username ? `/${command}@${state.bot.username}` : `/${command}`);

function option({ command, description }, index) {
  const node = el("li", { role: "option", id: `command-${index}`, "aria-selected": "false", dataset: { say: spoken(command) } });
  node.append(el("b", { text: `/${command}` }), el("span", { text: description, dir: "auto" }));
  return node;
}

function open(found) {
  menu.replaceChildren(...found.map(option));
  menu.hidden = !found.length;
  for (const node of [text, $("#slash")]) node.setAttribute("aria-expanded", String(isOpen()));
  pick(0);
}

export function suggest() {
  const start = text.value.toLowerCase();
  open(/^\/\S*$/.test(start) ? commands().filter(({ command }) => `/${command}`.startsWith(start)) : []);
}

/** Handle a key in the message box while the menu is open. True if it was handled. */
export function commandKey(event) {
  if (!isOpen()) return false;
  const all = options();
  const index = picked();
  if (MOVES[event.key]) pick((index + MOVES[event.key] + all.length) % all.length);
  else if (event.key === "Tab" && !event.shiftKey && all[index]) {
    // Tab only writes the command into the box, because some commands take further words.
    tell("write", { text: `${all[index].dataset.say} ` });
  } else if (event.key === "Escape") {
    event.stopPropagation();
    closeMenu();
  } else if (event.key === "Enter" && !event.shiftKey && all[index]) {
    tell("command", { text: all[index].dataset.say });
  } else return false;
  event.preventDefault();
  return true;
}

// A press in the menu must not move the focus out of the message box.
menu.addEventListener("pointerdown", (event) => event.preventDefault());
menu.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-say]");
  if (chosen) tell("command", { text: chosen.dataset.say });
});
document.addEventListener("click", (event) => {
  if (isOpen() && !event.target.closest("#foot")) closeMenu();
});
