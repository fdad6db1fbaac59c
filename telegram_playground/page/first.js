// Runs before the page is first drawn: sets the colours and the side panel as they were chosen last.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("theme");
  let kept = null;
  let lab = null;
  try {
    kept = localStorage.getItem("theme");
    lab = localStorage.getItem("lab");
  } catch {
    // Without access to the storage the system's choice is used.
  }
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = [asked, kept, system].find((name) => name === "dark" || name === "light");
  root.dataset.theme = theme;
  root.dataset.panel = lab !== "closed" && matchMedia("(min-width: 1120px)").matches ? "lab" : "";
  document.querySelector("meta[name=theme-color]").content = theme === "dark" ? "#1f1a1e" : "#fbf1e6";
})();
