// What can go wrong, in plain words: the cards, the chips, the note in the chat.

export const KINDS = [
  { kind: "retry_after", code: "429", name: "Slow down", unit: "retry_after", seconds: 3, about: (s) => `wait ${s} s, it says` },
  { kind: "forbidden", code: "403", name: "Blocked", about: () => "by the person" },
  { kind: "server_error", code: "500", name: "Server error", about: () => "Telegram stumbles" },
  { kind: "html", code: "502", name: "Web page", about: () => "HTML, not an answer" },
  { kind: "empty_404", code: "404", name: "Nothing", about: () => "an empty answer" },
  { kind: "hang", code: "···", name: "Hang", about: () => "no answer at all" },
  { kind: "slow", code: "late", name: "Slow", unit: "seconds", seconds: 2, about: (s) => `answers after ${s} s` },
  { kind: "drop_before", code: "cut", name: "Cut before", about: () => "nothing was done" },
  { kind: "drop_after", code: "cut", name: "Cut after", about: () => "done, but unheard" },
];

const OUTAGE = { kind: "outage", code: "off", name: "Outage", about: () => "" };

export const kindOf = (kind) => [...KINDS, OUTAGE].find((one) => one.kind === kind) ?? { kind, code: kind, name: kind, about: () => "" };

export const METHODS = [
  { value: "", name: "anything" },
  { value: "sendMessage", name: "sendMessage" },
  { value: "sendPhoto", name: "sendPhoto" },
  { value: "sendAnimation", name: "sendAnimation" },
  { value: "sendAudio", name: "sendAudio" },
  { value: "sendVoice", name: "sendVoice" },
  { value: "sendDocument", name: "sendDocument" },
  { value: "sendChatAction", name: "sendChatAction" },
  { value: "editMessageText", name: "editMessageText" },
  { value: "editMessageReplyMarkup", name: "editMessageReplyMarkup" },
  { value: "deleteMessage", name: "deleteMessage" },
  { value: "pinChatMessage", name: "pinChatMessage" },
  { value: "answerCallbackQuery", name: "answerCallbackQuery" },
  { value: "getUpdates", name: "getUpdates" },
];

/** One sentence for the chat. */
export function noteFor({ kind, method, retry_after: pause, seconds }) {
  const words = {
    retry_after: `Telegram asked for a pause${pause ? ` of ${pause} s` : ""}.`,
    forbidden: "Telegram says that the bot is blocked here.",
    server_error: "Telegram stumbled: a server error.",
    html: "A web page came back instead of an answer.",
    empty_404: "Telegram answered nothing at all.",
    hang: "No answer comes until the bot gives up, or you disarm it.",
    slow: `The answer came late${seconds ? `, after ${seconds} s` : ""}.`,
    drop_before: "The line was cut before anything was done.",
    drop_after: "It was done, but the line was cut before the bot heard.",
    flood: "Too much at once: Telegram asked for a pause.",
  }[kind] ?? "Something went wrong on purpose.";
  return method ? `${method}: ${words}` : words;
}

export const OUTAGE_NOTE = {
  begins: "The line is down. What you both write waits until it is back.",
  ends: "The line is back.",
};
