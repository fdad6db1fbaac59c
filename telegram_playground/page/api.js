// Calls the playground's control API. A refusal becomes an Error whose message can be shown to the person.

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The playground does not answer. Is it still running?");
  }
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  const why = body.description ?? body.error ?? body.message;
  throw new Error(typeof why === "string" && why ? why : `The playground said no (${answer.status}).`);
}

const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const remove = (path) => ask(path, { method: "DELETE" });

const person = (id) => `/control/people/${encodeURIComponent(id)}`;
const group = (id) => `/control/groups/${encodeURIComponent(id)}`;
// A call about a group names the group as its chat. Without a chat the person's own chat is meant.
const where = (room) => (room === null ? {} : { chat: room });

export const addPerson = (name, language) =>
  post("/control/people", { first_name: name, language_code: language });
export const chatOf = (chat) => ask(`${chat.kind === "group" ? group(chat.id) : person(chat.id)}/chat`);
export const say = (id, room, text) => post(`${person(id)}/say`, { text, ...where(room) });
export const reply = (id, room, messageId, text) =>
  post(`${person(id)}/reply`, { message_id: messageId, text, ...where(room) });
export const send = (id, room, what) => post(`${person(id)}/send`, { ...what, ...where(room) });
export const press = (id, room, messageId, row, column) =>
  post(`${person(id)}/press`, { message_id: messageId, row, column, ...where(room) });
export const openLink = (id, start) => post(`${person(id)}/open`, { start });
export const block = (id, blocked) => post(`${person(id)}/${blocked ? "block" : "unblock"}`);
export const setGroup = (id, change) => post(group(id), change);
export const setClock = (change) => post("/control/clock", change);
export const arm = (fault) => post("/control/faults", fault);
export const disarm = (id) => remove(`/control/faults/${encodeURIComponent(id)}`);
export const disarmAll = () => remove("/control/faults");
export const setFlood = (change) => post("/control/flood", change);
