// The stream of events: opens it, opens it again when it breaks, and tells the store what happened.

import { chatOf } from "./api.js";
import { dropMessage, mine, putMessage, replaceMessages, state, takePeople, tell } from "./store.js";

const NAMES = [
  "hello", "message", "edit", "delete", "toast", "call", "clock",
  "people", "polling", "commands", "bot", "fetched", "typing",
];
const AGAIN_MS = 1000;
// Shorter breaks heal by themselves; a note for them would only flicker.
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

/** Fetch a chat. Events that come meanwhile wait, since the answer may be older than they are. */
export async function load(person) {
  if (person.held) {
    person.stale = true;
    return;
  }
  person.held = [];
  try {
    replaceMessages(person, await chatOf(person.id));
  } catch {
    // The next hello loads it again.
  }
  const waiting = person.held;
  person.held = null;
  for (const event of waiting) apply(person, event.name, event.detail);
  tell("chat", { person });
  tell("people");
  if (person.stale) {
    person.stale = false;
    await load(person);
  }
}

function forPerson(name) {
  return (detail) => {
    const person = state.people.get(detail.person);
    if (!person) return;
    if (person.held) person.held.push({ name, detail });
    else apply(person, name, detail);
  };
}

function apply(person, name, detail) {
  if (name === "message") {
    const isNew = putMessage(person, detail.message);
    tell(isNew ? "message" : "edit", { person, message: detail.message });
  } else if (name === "edit") {
    putMessage(person, detail.message);
    tell("edit", { person, message: detail.message });
  } else if (name === "delete") {
    dropMessage(person, detail.message_id);
    tell("delete", { person, id: detail.message_id });
  } else if (name === "fetched") {
    markFetched(person, detail.message_ids);
  }
  tell("people");
}

function markFetched(person, ids) {
  for (const id of ids) {
    const message = person.messages.get(id);
    if (!message || message.fetched) continue;
    message.fetched = true;
    tell("edit", { person, message });
  }
}

/** The menu for everybody, and as single people see it. */
function takeCommands(detail) {
  state.commands = detail.commands ?? [];
  state.menus = detail.by_person ?? {};
}

function hello(detail) {
  clearTimeout(note);
  note = null;
  tell("line", { up: true });
  state.bot = detail.bot;
  takeCommands(detail);
  const before = state.me;
  takePeople(detail.people);
  tell("bot");
  tell("commands");
  tell("clock", detail.clock);
  tell("calls", { calls: detail.calls ?? [] });
  tell("polling", detail.polling);
  if (!mine()) tell("empty");
  else if (state.me !== before) tell("switch");
  tell("people");
  for (const person of state.people.values()) if (person.loaded || person.id === state.me) load(person);
}

const TAKE = {
  hello,
  message: forPerson("message"),
  edit: forPerson("edit"),
  delete: forPerson("delete"),
  fetched: forPerson("fetched"),
  toast: (detail) => tell("toast", detail),
  typing: (detail) => tell("typing", detail),
  call: (call) => tell("call", { call }),
  clock: (clock) => tell("clock", clock),
  polling: (polling) => tell("polling", polling),
  bot: (detail) => {
    state.bot = detail.bot ?? detail;
    tell("bot");
  },
  commands: (detail) => {
    takeCommands(detail);
    tell("commands");
  },
  people: (detail) => {
    const before = state.me;
    takePeople(detail.people);
    tell("people");
    if (state.me !== before && mine()) tell("switch");
  },
};
