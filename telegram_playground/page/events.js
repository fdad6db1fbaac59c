// The stream of events: opens it, opens it again when it breaks, and tells the store what happened.

import { chatOf } from "./api.js";
import {
  chatAt, chats, dropMessage, here, putMessage, replaceChat, state, takeGroups, takePeople, tell,
} from "./store.js";

const NAMES = [
  "hello", "message", "edit", "delete", "toast", "call", "clock", "people", "groups", "polling", "commands",
  "bot", "fetched", "typing", "pinned", "faults", "fault",
];
const AGAIN_MS = 1000;
// A shorter break ends by itself; a note about it would only appear for a moment.
const PATIENCE_MS = 700;

let source = null;
let note = null;

export function listen() {
  source = new EventSource("/control/events");
  for (const name of NAMES) {
    source.addEventListener(name, (event) => TAKE[name](JSON.parse(event.data)));
  }
  source.onerror = () => {
    note ??= setTimeout(() => tell("line", { up: false }), PATIENCE_MS);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, AGAIN_MS);
  };
}

addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && listen());

/** Fetch a chat. Events that arrive meanwhile are applied afterwards, because the answer may be older. */
export async function load(chat) {
  if (chat.held) {
    chat.stale = true;
    return;
  }
  chat.held = [];
  try {
    replaceChat(chat, await chatOf(chat));
  } catch {
    // The next `hello` event loads the chat again.
  }
  const waiting = chat.held;
  chat.held = null;
  for (const event of waiting) apply(chat, event.name, event.detail);
  tell("chat", { chat });
  tell("people");
  if (chat.stale) {
    chat.stale = false;
    await load(chat);
  }
}

function forChat(name) {
  return (detail) => {
    const chat = chatAt(detail);
    if (!chat) return;
    if (chat.held) chat.held.push({ name, detail });
    else apply(chat, name, detail);
  };
}

function apply(chat, name, detail) {
  if (name === "message") {
    const isNew = putMessage(chat, detail.message);
    tell(isNew ? "message" : "edit", { chat, message: detail.message });
  } else if (name === "edit") {
    putMessage(chat, detail.message);
    tell("edit", { chat, message: detail.message });
  } else if (name === "delete") {
    dropMessage(chat, detail.message_id);
    tell("delete", { chat, id: detail.message_id });
  } else if (name === "fetched") {
    markFetched(chat, detail.message_ids);
  } else if (name === "pinned") {
    chat.pinned = detail.message_id ?? null;
    tell("pinned", { chat });
  }
  tell("people");
}

function markFetched(chat, ids) {
  for (const id of ids) {
    const message = chat.messages.get(id);
    if (!message || message.fetched) continue;
    message.fetched = true;
    tell("edit", { chat, message });
  }
}

/** Take in the command menus: the general one, and those of people and of groups. */
function takeCommands(detail) {
  state.commands = detail.commands ?? [];
  state.menus = detail.by_person ?? {};
  state.groupMenus = detail.by_group ?? {};
}

/** Take in the lists; if another chat is shown now, tell the modules. */
function settle(change) {
  const before = here();
  change();
  if (here() && here() !== before) tell("switch");
  tell("people");
}

function hello(detail) {
  clearTimeout(note);
  note = null;
  tell("line", { up: true });
  state.bot = detail.bot;
  state.alts = detail.alts ?? {};
  takeCommands(detail);
  tell("bot");
  tell("commands");
  tell("clock", detail.clock);
  tell("calls", { calls: detail.calls ?? [] });
  tell("polling", detail.polling);
  settle(() => {
    takePeople(detail.people);
    takeGroups(detail.groups ?? []);
    if (!here()) tell("empty");
  });
  tell("faults", { faults: detail.faults ?? null, flood: detail.flood ?? null });
  for (const chat of chats()) if (chat.loaded || chat === here() || chat.kind === "group") load(chat);
}

const TAKE = {
  hello,
  message: forChat("message"),
  edit: forChat("edit"),
  delete: forChat("delete"),
  fetched: forChat("fetched"),
  pinned: forChat("pinned"),
  toast: (detail) => tell("toast", detail),
  typing: (detail) => tell("typing", { chat: chatAt(detail) }),
  call: (call) => tell("call", { call }),
  clock: (clock) => tell("clock", clock),
  polling: (polling) => tell("polling", polling),
  faults: (detail) => tell("faults", detail),
  fault: (detail) => tell("fault", detail),
  bot: (detail) => {
    state.bot = detail.bot ?? detail;
    tell("bot");
  },
  commands: (detail) => {
    takeCommands(detail);
    tell("commands");
  },
  people: (detail) => settle(() => takePeople(detail.people)),
  groups: (detail) => settle(() => takeGroups(detail.groups)),
};
