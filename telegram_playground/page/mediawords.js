// Describes a message with a picture, a sound or a file in a few words: for lists, quotes and screen readers.

const NAMES = {
  photo: "Photo",
  animation: "Animation",
  audio: "Audio",
  voice: "Voice message",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
};

export const kindName = (media) => NAMES[media.kind] ?? "Attachment";

function mediaName(media) {
  const more = { audio: media.title ?? media.file_name, document: media.file_name, sticker: media.emoji };
  const detail = more[media.kind];
  return detail ? `${kindName(media)}: ${detail}` : kindName(media);
}

/** The message on one line. */
export function inWords(message) {
  const text = (message.text ?? "").replace(/\s+/g, " ").trim();
  if (!message.media) return text;
  return text ? `${kindName(message.media)}, ${text}` : mediaName(message.media);
}
