// Runs before the first paint: colours and side panel stand as last chosen, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("theme");
  let kept = null;
  let lab = null;
  try {
    kept = localStorage.getItem("theme");
    lab = localStorage.getItem("lab");
  } catch {
    // Storage may be forbidden; the system's choice then stands.
  }
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = [asked, kept, system].find((name) => name === "dark" || name === "light");
  root.dataset.theme = theme;
  root.dataset.panel = lab !== "closed" && matchMedia("(min-width: 1120px)").matches ? "lab" : "";
  document.querySelector("meta[name=theme-color]").content = theme === "dark" ? "#1f1a1e" : "#fbf1e6";
})();
