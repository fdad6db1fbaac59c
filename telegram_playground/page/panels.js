// The side panels: columns on a wide screen, else drawers that keep the focus while they are open.

import { $, $$ } from "./dom.js";

const root = document.documentElement;
const panels = { people: $("#people"), lab: $("#lab") };
const column = { people: matchMedia("(min-width: 760px)"), lab: matchMedia("(min-width: 1120px)") };
let opener = null;

const open = () => root.dataset.panel;
const isOverlay = (name) => Boolean(name) && !column[name].matches;

function settle() {
  const over = isOverlay(open()) ? open() : "";
  $("#stage").inert = Boolean(over);
  panels.people.inert = over ? over !== "people" : !column.people.matches && open() !== "people";
  panels.lab.inert = open() !== "lab";
  $("#skip").inert = Boolean(over);
  for (const button of $$("[data-panel-open]")) {
    button.setAttribute("aria-expanded", String(open() === button.dataset.panelOpen));
  }
}

function keepLab() {
  try {
    localStorage.setItem("lab", open() === "lab" ? "open" : "closed");
  } catch {
    // Without storage the panel is open again at the next visit.
  }
}

function show(name) {
  const was = open();
  root.dataset.panel = name;
  settle();
  if (isOverlay(name)) {
    $("[data-panel-close]", panels[name]).focus();
  } else if (isOverlay(was)) {
    opener?.focus();
    opener = null;
  }
  if (column.lab.matches) keepLab();
}

export function closeOverlay() {
  if (isOverlay(open())) show("");
}

for (const button of $$("[data-panel-open]")) {
  button.addEventListener("click", () => {
    opener = button;
    show(open() === button.dataset.panelOpen ? "" : button.dataset.panelOpen);
  });
}
for (const button of $$("[data-panel-close]")) button.addEventListener("click", closeOverlay);
$("#veil").addEventListener("click", closeOverlay);
document.addEventListener("keydown", (event) => event.key === "Escape" && closeOverlay());
for (const query of Object.values(column)) {
  query.addEventListener("change", () => {
    // A drawer left open would cover the chat when the window grows smaller.
    if (isOverlay(open()) || open() === "people") root.dataset.panel = "";
    settle();
  });
}
$("#skip").addEventListener("click", (event) => {
  event.preventDefault();
  ($("#write").hidden ? $("#start") : $("#text")).focus();
});

settle();
