// The attach menu: a photo, a document, a location or a voice message instead of words.

import { send } from "./api.js";
import { $, $$, el } from "./dom.js";
import { CITIES } from "./places.js";
import { me, on, state, tell } from "./store.js";

const MOST_BYTES = 20_000_000;
const BEEP = { address: "/page/beep.ogg", seconds: 1 };
const MOVES = { ArrowDown: 1, ArrowUp: -1 };

const button = $("#attach");
const menu = $("#attachments");
const picker = $("#attach-file");
const places = $("#places");
let wanted = "document";

const items = () => $$("[role=menuitem]", menu);

function open(yes, focus = true) {
  menu.hidden = !yes;
  button.setAttribute("aria-expanded", String(yes));
  if (yes) items()[0].focus();
  else if (focus) button.focus();
}

async function share(what) {
  if (!me()) return;
  try {
    await send(state.me, state.room, what);
  } catch (error) {
    tell("notice", { text: error.message });
  }
}

/** The bytes as base64. The browser itself encodes them, because it can do so with files of any size. */
function base64(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(new Error("This file cannot be read."));
    reader.readAsDataURL(blob);
  });
}

async function shareFile(kind, file) {
  if (file.size > MOST_BYTES) return tell("notice", { text: "Bots can only fetch files of up to 20 MB." });
  try {
    const data = await base64(file);
    await share({ kind, data, file_name: file.name, mime: file.type || "application/octet-stream" });
  } catch (error) {
    tell("notice", { text: error.message });
  }
}

async function shareVoice() {
  const answer = await fetch(BEEP.address);
  const data = await base64(await answer.blob());
  await share({ kind: "voice", data, mime: "audio/ogg", duration: BEEP.seconds });
}

function choosePlace() {
  places.showModal();
}

const CHOICES = {
  photo: () => pickFile("photo", "image/png, image/jpeg, image/webp"),
  document: () => pickFile("document", ""),
  location: choosePlace,
  voice: shareVoice,
};

function pickFile(kind, accept) {
  wanted = kind;
  picker.accept = accept;
  picker.value = "";
  picker.click();
}

picker.addEventListener("change", () => picker.files[0] && shareFile(wanted, picker.files[0]));

button.addEventListener("click", () => open(menu.hidden));
menu.addEventListener("click", (event) => {
  const item = event.target.closest("[data-attach]");
  if (!item) return;
  open(false);
  CHOICES[item.dataset.attach]();
});
menu.addEventListener("keydown", (event) => {
  const all = items();
  const index = all.indexOf(document.activeElement);
  if (event.key === "Escape") {
    event.stopPropagation();
    open(false);
  } else if (MOVES[event.key]) {
    event.preventDefault();
    all[(index + MOVES[event.key] + all.length) % all.length].focus();
  } else if (event.key === "Tab") open(false, false);
});
document.addEventListener("click", (event) => {
  if (!menu.hidden && !event.target.closest("#attachments, #attach")) open(false, false);
});

for (const { name, latitude, longitude } of CITIES) {
  const city = el("button", { cls: "soft", value: name, text: name });
  city.addEventListener("click", () => share({ kind: "location", latitude, longitude }));
  $(".cities", places).append(city);
}
places.addEventListener("click", (event) => event.target === places && places.close());

on("share-location", choosePlace);
on("switch", () => open(false, false));
