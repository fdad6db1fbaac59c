// Pictures, films, sounds, files and locations in a message, made from the message's `media` field.

import { el, icon, still } from "./dom.js";
import { kindName } from "./mediawords.js";
import { nameOf } from "./places.js";
import { makePlayer } from "./player.js";

const KB = 1024;
// A sticker whose file is deleted is shown as its emoji.
const FILELESS = new Set(["location", "sticker"]);
const TALLEST = 0.8;
const WIDEST = 2.2;

/** Only files of the playground itself are ever shown. */
const own = (url) => (typeof url === "string" && url.startsWith("/") && !url.startsWith("//") ? url : null);

export function sizeOf(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < KB) return `${bytes} bytes`;
  return bytes < KB * KB ? `${Math.round(bytes / KB)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}

function frame(media, ...children) {
  const node = el("div", { cls: "film" }, ...children);
  const ratio = media.width > 0 && media.height > 0 ? media.width / media.height : 4 / 3;
  node.style.setProperty("--ratio", Math.min(WIDEST, Math.max(TALLEST, ratio)).toFixed(3));
  return node;
}

const lost = () => el("p", { cls: "gone", text: "This file cannot be shown." });

function missing(node) {
  node.addEventListener("error", () => node.replaceWith(lost()), { once: true });
  return node;
}

/** `told`: what the picture shows, "" if that is not known. */
const altOf = (kind, told) => (told ? `${kind}: ${told}` : kind);

function photo(media, told) {
  const alt = altOf("Photo", told);
  const picture = missing(el("img", { src: own(media.url), alt, loading: "lazy", draggable: "false" }));
  const open = el("button", { cls: "open", type: "button", "aria-label": `Open the photo${told && `: ${told}`}` }, picture);
  open.onclick = () => look(media.url, alt);
  return frame(media, open);
}

function look(url, alt) {
  const close = el("button", { cls: "round", "aria-label": "Close" }, icon("close"));
  const viewer = el("dialog", { cls: "viewer", "aria-label": "Photo" }, el("img", { src: own(url), alt }), el("form", { method: "dialog" }, close));
  viewer.addEventListener("click", (event) => event.target === viewer && viewer.close());
  viewer.addEventListener("close", () => viewer.remove());
  document.body.append(viewer);
  viewer.showModal();
}

/** A browser cannot pause a GIF, so a still picture of its current frame replaces it. */
function stillOf(picture) {
  const canvas = el("canvas", { cls: "frozen", width: picture.naturalWidth || 1, height: picture.naturalHeight || 1 });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas;
}

/** A film out of sight rests: in a long chat all of them together would delay the one that is seen. */
const sights = new WeakMap();
const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) sights.get(target)(isIntersecting);
});

function animation(media, told) {
  const gif = media.mime === "image/gif";
  const alt = altOf("Animation", told);
  const film = missing(
    gif
      ? el("img", { src: own(media.url), alt })
      : el("video", { src: own(media.url), loop: "", muted: "", playsinline: "", preload: "auto", "aria-label": alt }),
  );
  const symbol = icon("play");
  const button = el("button", { cls: "toggle", type: "button" }, symbol);
  const node = frame(media, film, button);
  let playing = null;
  const show = (on) => {
    if (playing === on) return;
    playing = on;
    node.classList.toggle("playing", on);
    button.setAttribute("aria-label", on ? "Pause the animation" : "Play the animation");
    if (gif) {
      node.querySelector(".frozen")?.remove();
      if (!on) film.after(stillOf(film));
    } else if (on) play();
    else film.pause();
  };
  // A film that rests before it has begun is no film that cannot be played.
  const play = () => film.play().catch((error) => error.name === "AbortError" || show(false));
  film.muted = true;
  button.onclick = () => show(!playing);
  if (gif && still.matches) film.addEventListener("load", () => show(false), { once: true });
  show(gif || !still.matches);
  if (!gif) {
    sights.set(film, (seen) => playing && (seen ? play() : film.pause()));
    sight.observe(film);
  }
  return node;
}

function fileRow(media) {
  const name = media.file_name || "file";
  const about = [sizeOf(media.size), media.mime].filter(Boolean).join(" · ");
  const words = el("span", {}, el("b", { dir: "auto", text: name }), el("small", { text: about }));
  const badge = el("span", { cls: "disc" }, icon("file"));
  return el("a", { cls: "file", href: own(media.url), download: name, "aria-label": `Download ${name}, ${about}` }, badge, words);
}

function sticker(media) {
  const words = media.emoji ? `Sticker ${media.emoji}` : "Sticker";
  const address = own(media.url);
  if (/^video\//.test(media.mime ?? "")) {
    const film = el("video", { src: address, loop: "", muted: "", playsinline: "", "aria-label": words });
    film.muted = true;
    if (!still.matches) film.play().catch(() => {});
    return film;
  }
  const plain = () => el("span", { cls: "emoji", role: "img", "aria-label": words, text: media.emoji || "🙂" });
  if (!address || !/^image\//.test(media.mime ?? "image/")) return plain();
  const picture = el("img", { src: address, alt: words });
  picture.addEventListener("error", () => picture.replaceWith(plain()), { once: true });
  return picture;
}

function place(media) {
  const [north, east] = [Number(media.latitude), Number(media.longitude)];
  const where = `${Math.abs(north).toFixed(4)}° ${north < 0 ? "S" : "N"}, ${Math.abs(east).toFixed(4)}° ${east < 0 ? "W" : "E"}`;
  const map = el("div", { cls: "map", "aria-hidden": "true" }, el("i"), icon("place"));
  return el("div", { cls: "place" }, map, el("p", {}, el("b", { text: nameOf(north, east) ?? "A place" }), el("small", { text: where })));
}

const MAKE = { photo, animation, sticker, location: place, document: fileRow };

/** A cover over a picture that was sent as a spoiler; a press removes the cover. */
function cover(holder) {
  const veil = el("button", { cls: "cover", type: "button", "aria-label": "Hidden, press to show" });
  veil.onclick = () => veil.remove();
  holder.querySelector(".film")?.append(veil);
}

/** Make `holder` show the media; without media it is empty. `told`: what a picture shows. */
export function drawMedia(holder, media, hidden = false, told = "") {
  holder.hidden = !media;
  holder.replaceChildren();
  if (!media) return;
  holder.dataset.kind = media.kind;
  if (!own(media.url) && !FILELESS.has(media.kind)) return holder.append(lost());
  const sound = media.kind === "audio" || media.kind === "voice";
  holder.append(sound ? makePlayer({ ...media, url: own(media.url) }) : (MAKE[media.kind] ?? fallback)(media, told));
  if (hidden) cover(holder);
}

const fallback = (media) => fileRow({ ...media, file_name: media.file_name ?? kindName(media) });
