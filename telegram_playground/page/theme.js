// Light and dark: follows the system until somebody presses the button.

import { $, setIcon, setText } from "./dom.js";

const root = document.documentElement;
const button = $("#theme");
const WALL = { light: "#fbf1e6", dark: "#1f1a1e" };

function kept() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function paint(theme) {
  root.dataset.theme = theme;
  $("meta[name=theme-color]").content = WALL[theme];
  setIcon(button, theme === "dark" ? "sun" : "moon");
  setText($("span", button), theme === "dark" ? "Light" : "Dark");
}

button.addEventListener("click", () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Without storage the choice holds for this visit.
  }
  paint(theme);
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
  if (!kept()) paint(event.matches ? "dark" : "light");
});

paint(root.dataset.theme);
