// Toasts under the header, alerts as a dialog, and the note while the connection is broken.

import { $, setText } from "./dom.js";
import { on, state } from "./store.js";

const TOAST_MS = 2600;
const PER_CHARACTER_MS = 45;

const toast = $("#toast");
const dialog = $("#alert");
const alerts = [];
let timer = null;

function showToast(text) {
  toast.textContent = text;
  toast.classList.add("on");
  clearTimeout(timer);
  timer = setTimeout(() => toast.classList.remove("on"), TOAST_MS + text.length * PER_CHARACTER_MS);
}

function showAlert() {
  if (dialog.open || !alerts.length) return;
  $("#alert-text").textContent = alerts.shift();
  dialog.showModal();
}

dialog.addEventListener("close", showAlert);

// A toast for one person is not shown to another one.
on("switch", () => toast.classList.remove("on"));

on("toast", ({ person, by, text, alert }) => {
  // In a group only the person who pressed sees the answer.
  if ((by ?? person) !== state.me || !text) return;
  if (!alert) return showToast(text);
  alerts.push(text);
  showAlert();
});
on("notice", ({ text }) => showToast(text));
on("line", ({ up }) => {
  setText($("#offline"), up ? "" : "The line to the playground is down. Reconnecting…");
  $("#offline").hidden = up;
});
