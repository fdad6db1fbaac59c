// The state of the page: people, groups, their messages, the bot. The modules listen for changes and draw them.

import { inWords } from "./mediawords.js";

export const state = {
  bot: { name: "Unknot", username: "", description: "", short_description: "" },
  commands: [],
  menus: {},
  /** What the bot's pictures show: by the SHA-256 of the file, then by language code. */
  alts: {},
  groupMenus: {},
  people: new Map(),
  groups: new Map(),
  /** The current person, and the group that is shown; null means the person's own chat with the bot. */
  me: null,
  room: null,
};

const listeners = new Map();

export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

export function tell(name, detail = {}) {
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

export const me = () => state.people.get(state.me) ?? null;

/** Texts by language code, "" for all other languages: the one for the current person's app. */
export function inMyLanguage(texts = {}) {
  const code = (me()?.language_code ?? "").split("-")[0].toLowerCase();
  return texts[code] || texts[""] || "";
}

/** The chat that is shown. */
export const here = () => (state.room === null ? me() : (state.groups.get(state.room) ?? null));

export const inGroup = () => state.room !== null;

export const chats = () => [...state.people.values(), ...state.groups.values()];

/** The chat that an event is about. */
export const chatAt = ({ chat, person }) =>
  state.groups.get(chat) ?? state.people.get(chat ?? person) ?? state.people.get(person) ?? null;

export const messagesOf = (chat) => [...chat.messages.values()].sort((a, b) => a.id - b.id);

/** The command menu of the current person in the shown chat. */
export function commands() {
  if (inGroup()) return state.groupMenus[state.room]?.[state.me] ?? here()?.commands ?? state.commands;
  return state.menus[state.me] ?? state.commands;
}

const EMPTY = { loaded: false, unread: 0, firstUnread: null, held: null, stale: false, pinned: null, keyboard: null };
const newcomer = (kind, facts) => ({ ...facts, ...EMPTY, kind, messages: new Map(), notes: [] });

const lineOf = (message) => ({
  from: message.from,
  text: inWords(message),
  at: message.at,
  service: Boolean(message.service),
});

function drawLast(chat) {
  const newest = messagesOf(chat).at(-1);
  if (newest) chat.last = lineOf(newest);
}

function take(kind, list, before) {
  const after = new Map();
  for (const facts of list) {
    const known = before.get(facts.id);
    const chat = known ? Object.assign(known, facts) : newcomer(kind, facts);
    drawLast(chat);
    after.set(facts.id, chat);
  }
  return after;
}

/** Take in the server's list of people; their loaded chats are kept. */
export function takePeople(list) {
  state.people = take("person", list, state.people);
  if (!state.people.has(state.me)) state.me = list[0]?.id ?? null;
}

const idOf = (member) => (typeof member === "object" ? member.id : member);

export function takeGroups(list) {
  const tidy = list.map((facts) => ({
    ...facts,
    members: (facts.members ?? []).map(idOf),
    administrators: (facts.administrators ?? []).map(idOf),
  }));
  state.groups = take("group", tidy, state.groups);
  if (inGroup() && !here()) state.room = null;
}

const isRead = (chat) => chat === here() && document.visibilityState === "visible";

export const isOwn = (message) => message.from !== "bot" && (!inGroup() || message.from === state.me);

function countUnread(chat, message) {
  const said = message.from === "bot" || (chat.kind === "group" && message.from !== chat.as);
  if (!said || message.service || isRead(chat)) return;
  chat.unread += 1;
  chat.firstUnread ??= message.id;
}

/** Store a new or changed message. Returns whether it was new. */
export function putMessage(chat, message) {
  const isNew = !chat.messages.has(message.id);
  chat.messages.set(message.id, message);
  if (isNew) {
    countUnread(chat, message);
    takeKeyboard(chat, message.reply_keyboard);
  }
  drawLast(chat);
  return isNew;
}

function takeKeyboard(chat, markup) {
  if (!markup) return;
  chat.keyboard = markup.keyboard ? markup : null;
}

export function dropMessage(chat, id) {
  chat.messages.delete(id);
  chat.last = null;
  drawLast(chat);
}

/** Replace a whole chat, for example after a broken connection; messages that are new count as unread. */
export function replaceChat(chat, answer) {
  const seen = chat.messages;
  const first = !chat.loaded;
  chat.messages = new Map();
  for (const message of answer.messages) {
    chat.messages.set(message.id, message);
    if (!first && !seen.has(message.id)) countUnread(chat, message);
  }
  chat.keyboard = answer.reply_keyboard?.keyboard ? answer.reply_keyboard : null;
  chat.pinned = answer.pinned ?? null;
  if (answer.commands) chat.commands = answer.commands;
  drawLast(chat);
  chat.loaded = true;
}

export function markRead(chat) {
  chat.unread = 0;
}

/** Remove the "Unread" line, when the reader leaves the chat or writes. */
export function forgetUnreadRule(chat) {
  chat.firstUnread = null;
}
