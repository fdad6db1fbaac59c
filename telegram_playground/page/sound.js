// A soft sound for each bot message that is not silent; off until somebody switches it on.

import { $, setIcon } from "./dom.js";
import { on } from "./store.js";

const NOTES = [
  { hz: 523, after: 0 },
  { hz: 784, after: 0.09 },
];
const LOUD = 0.05;
const QUIET = 0.0001;
const FADE_S = 0.5;

const button = $("#sound");
let audio = null;
let wanted = false;
try {
  wanted = localStorage.getItem("sound") === "on";
} catch {
  // Without storage the sound is off at first.
}

function chime() {
  // Browsers allow sound only after the person has clicked or typed.
  if (!wanted || !navigator.userActivation?.hasBeenActive) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
  for (const { hz, after } of NOTES) {
    const at = audio.currentTime + after;
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(LOUD, at);
    gain.gain.exponentialRampToValueAtTime(QUIET, at + FADE_S);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + FADE_S);
  }
}

function draw() {
  button.setAttribute("aria-pressed", String(wanted));
  setIcon(button, wanted ? "bell" : "mute");
}

button.addEventListener("click", () => {
  wanted = !wanted;
  try {
    localStorage.setItem("sound", wanted ? "on" : "off");
  } catch {
    // Without storage the choice holds for this visit.
  }
  draw();
  chime();
});
on("message", ({ message }) => message.from === "bot" && !message.silent && chime());
draw();
