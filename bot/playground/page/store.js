// What the page knows: people, their messages, the bot, the clock. Modules listen here and draw.

export const state = {
  bot: { name: "Unknot", username: "", description: "", short_description: "" },
  commands: [],
  menus: {},
  people: new Map(),
  me: null,
};

const listeners = new Map();

export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

export function tell(name, detail = {}) {
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

export const mine = () => state.people.get(state.me) ?? null;

export const messagesOf = (person) => [...person.messages.values()].sort((a, b) => a.id - b.id);

function newcomer(facts) {
  return { ...facts, messages: new Map(), loaded: false, unread: 0, firstUnread: null, held: null, stale: false };
}

/** Take the server's list of people; what we know of their chats stays. */
export function takePeople(list) {
  const before = state.people;
  state.people = new Map();
  for (const facts of list) {
    const known = before.get(facts.id);
    state.people.set(facts.id, known ? Object.assign(known, facts) : newcomer(facts));
  }
  if (!state.people.has(state.me)) state.me = list[0]?.id ?? null;
}

const isRead = (person) => person.id === state.me && document.visibilityState === "visible";

function countUnread(person, message) {
  if (message.from !== "bot" || isRead(person)) return;
  person.unread += 1;
  person.firstUnread ??= message.id;
}

/** Put one message in, new or changed. Says whether it was new to us. */
export function putMessage(person, message) {
  const isNew = !person.messages.has(message.id);
  person.messages.set(message.id, message);
  if (isNew) countUnread(person, message);
  const newest = messagesOf(person).at(-1);
  person.last = { from: newest.from, text: newest.text, at: newest.at };
  return isNew;
}

export function dropMessage(person, id) {
  person.messages.delete(id);
  const newest = messagesOf(person).at(-1);
  person.last = newest ? { from: newest.from, text: newest.text, at: newest.at } : null;
}

/** Replace a whole chat, as after a broken line; messages that we had not seen count as unread. */
export function replaceMessages(person, messages) {
  const seen = person.messages;
  const first = !person.loaded;
  person.messages = new Map();
  for (const message of messages) {
    person.messages.set(message.id, message);
    if (!first && !seen.has(message.id)) countUnread(person, message);
  }
  person.loaded = true;
}

export function markRead(person) {
  person.unread = 0;
}

/** The "Unread" rule goes when the reader leaves the chat or answers. */
export function forgetUnreadRule(person) {
  person.firstUnread = null;
}
