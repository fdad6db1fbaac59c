// A player for audio and voice messages: play, seek, three speeds; a voice message shows its wave.

import { el, icon, setIcon, setText } from "./dom.js";
import { loudness } from "./wave.js";

const RATES = [1, 1.5, 2];
const BARS = 42;
const FLAT = 0.14;

let sounding = null;

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function wave(url) {
  const bars = Array.from({ length: BARS }, () => el("i"));
  const raise = (heights) => bars.forEach((bar, i) => bar.style.setProperty("--h", heights[i].toFixed(2)));
  raise(bars.map(() => FLAT));
  loudness(url, BARS).then((heights) => raise(heights.map((height) => Math.max(FLAT, height))), () => {});
  return bars;
}

function names(media, status) {
  if (media.kind === "voice") return [status];
  const title = media.title || media.file_name || "Audio";
  return [el("b", { dir: "auto", text: title }), el("small", { dir: "auto", text: media.performer ?? "" }), status];
}

export function makePlayer(media) {
  const voice = media.kind === "voice";
  const what = voice ? "the voice message" : media.title || "the audio";
  const sound = el("audio", { src: media.url, preload: media.duration ? "none" : "metadata" });
  const play = el("button", { cls: "play", type: "button", "aria-label": `Play ${what}` }, icon("play"));
  const seek = el("input", { type: "range", min: "0", step: "0.1", value: "0", "aria-label": "Position" });
  const bars = voice ? wave(media.url) : [el("i", { cls: "full" })];
  const track = el("div", { cls: voice ? "wave" : "wave line" }, ...bars, seek);
  const rate = el("button", { cls: "rate", type: "button", "aria-label": "Speed, 1 times", text: "1×" });
  const status = el("small", { cls: "spent" });
  let length = media.duration || 0;

  const draw = () => {
    const at = sound.currentTime;
    seek.max = String(length || 1);
    seek.value = String(at);
    seek.setAttribute("aria-valuetext", `${minutes(at)} of ${minutes(length)}`);
    setText(status, at || !sound.paused ? `${minutes(at)} / ${minutes(length)}` : minutes(length));
    const share = length ? at / length : 0;
    bars.forEach((bar, i) => bar.classList.toggle("on", i / bars.length < share));
    track.style.setProperty("--share", share.toFixed(3));
    setIcon(play, sound.paused ? "play" : "pause");
    play.setAttribute("aria-label", `${sound.paused ? "Play" : "Pause"} ${what}`);
  };

  play.onclick = () => {
    if (!sound.paused) return sound.pause();
    if (sounding !== sound) sounding?.pause();
    sounding = sound;
    sound.play().catch(() => setText(status, "This cannot be played."));
  };
  seek.oninput = () => {
    sound.currentTime = Number(seek.value);
    draw();
  };
  rate.onclick = () => {
    const next = RATES[(RATES.indexOf(sound.playbackRate) + 1) % RATES.length];
    sound.playbackRate = next;
    setText(rate, `${next}×`);
    rate.setAttribute("aria-label", `Speed, ${next} times`);
  };
  sound.addEventListener("durationchange", () => {
    if (Number.isFinite(sound.duration)) length = sound.duration;
    draw();
  });
  for (const name of ["timeupdate", "play", "pause", "ended", "seeked"]) sound.addEventListener(name, draw);
  sound.addEventListener("ended", () => {
    sound.currentTime = 0;
  });
  draw();
  return el("div", { cls: `player ${media.kind}` }, play, el("div", { cls: "tune" }, ...(voice ? [track, status] : [...names(media, status).slice(0, 2), track, status])), rate, sound);
}
