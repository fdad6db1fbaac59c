// Tabs: a click or the arrow keys choose one; the Tab key reaches only the chosen one.

import { $, $$ } from "./dom.js";

const MOVES = { ArrowLeft: -1, ArrowRight: 1 };

const tabs = $$("[role=tab]");

function choose(chosen) {
  for (const tab of tabs) {
    const on = tab === chosen;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $(`#${tab.getAttribute("aria-controls")}`).hidden = !on;
  }
}

tabs.forEach((tab, i) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const ends = { Home: tabs[0], End: tabs.at(-1) };
    const next = ends[event.key] ?? tabs[(i + (MOVES[event.key] ?? 0) + tabs.length) % tabs.length];
    if (next === tab) return;
    event.preventDefault();
    choose(next);
    next.focus();
  });
});
