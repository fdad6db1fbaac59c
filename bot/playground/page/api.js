// The playground's control API. A refusal becomes an Error whose message is fit to show.

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

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const person = (id) => `/control/people/${encodeURIComponent(id)}`;

export const addPerson = (name, language) =>
  post("/control/people", { first_name: name, language_code: language });
export const chatOf = async (id) => (await ask(`${person(id)}/chat`)).messages;
export const say = (id, text) => post(`${person(id)}/say`, { text });
export const press = (id, messageId, row, column) =>
  post(`${person(id)}/press`, { message_id: messageId, row, column });
export const setClock = (change) => post("/control/clock", change);
