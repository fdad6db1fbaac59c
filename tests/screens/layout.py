"""Faults in the chat's layout: measured in the page, reported as sentences."""

from __future__ import annotations

from typing import Any

# How many characters a label may have where so many buttons share a row; phones cut what is longer.
LONGEST = {1: 30, 2: 17, 3: 11}
DIGITS = 7
LEAST_CONTRAST = 4.5

MEASURE = r"""
() => {
  const log = document.querySelector("#log");
  const box = (node) => node.getBoundingClientRect();
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
  };
  const key = (node) => ({
    label: node.dataset.label,
    lines: lines(node.firstElementChild),
    cut: node.scrollWidth > node.clientWidth || node.firstElementChild.scrollWidth > node.clientWidth,
    height: box(node).height,
  });
  // Whether words can be told from what is behind them: the contrast of two colours, from 1 to 21.
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const parts = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.04 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    const colour = getComputedStyle(node).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" ? behind(node.parentElement) : colour;
  };
  const contrasts = new Map();
  const contrast = (node) => {
    const pair = [getComputedStyle(node).color, behind(node)];
    if (!contrasts.has(pair.join())) {
      const [dark, bright] = pair.map(light).sort((one, other) => one - other);
      contrasts.set(pair.join(), (bright + 0.05) / (dark + 0.05));
    }
    return contrasts.get(pair.join());
  };
  const messages = [...log.querySelectorAll(".msg:not(.out, .typing)")].map((node) => ({
    words: node.querySelector(".text").innerText.slice(0, 40),
    height: box(node).bottom - box(node.querySelector(".media:not([hidden]) + .text") ?? node).top,
    picture: node.querySelector(".film")?.offsetHeight ?? 0,
    cut: node.querySelector(".text").scrollWidth > node.querySelector(".text").clientWidth + 1,
    contrast: Math.min(...[node.querySelector(".text"), ...node.querySelectorAll(".key")].map(contrast)),
    rows: [...node.querySelectorAll(".keys:not([hidden]) > div")].map((row) => [...row.children].map(key)),
  }));
  const newest = [...log.querySelectorAll(".msg:not(.typing)")].at(-1);
  return {
    messages,
    screen: log.clientHeight,
    sideways: [document.scrollingElement, log].some((node) => node.scrollWidth > node.clientWidth),
    below: newest ? Math.round(box(newest).bottom - box(log).bottom) : 0,
  };
}
"""


def faults_of(look: dict[str, Any]) -> list[str]:
    """Return what is wrong in what MEASURE has found."""
    faults = []
    if look["sideways"]:
        faults.append("The chat can be scrolled sideways.")
    if look["below"] > 0:
        faults.append(f"The newest message ends {look['below']} px below the chat.")
    for message in look["messages"]:
        faults += faults_of_message(message, look["screen"])
    return faults


def faults_of_message(message: dict[str, Any], screen: float) -> list[str]:
    """Return what is wrong with a message in a chat of the height `screen`.

    The chat shows the end of its newest message. If the message is higher than the chat, its first line is
    out of sight while its last row of buttons is seen. Of a picture above the words most must be seen.
    """
    faults = []
    if message["height"] > screen:
        faults.append(
            f"{message['words']!r} is {message['height']:.0f} px high; {screen:.0f} are seen at once."
        )
    elif message["height"] + message["picture"] / 2 > screen:
        faults.append(f"Most of the picture of {message['words']!r} is out of sight.")
    if message["cut"]:
        faults.append(f"Words are cut off in {message['words']!r}.")
    if message["contrast"] < LEAST_CONTRAST:
        faults.append(f"Words have too little contrast in {message['words']!r}: {message['contrast']:.1f}.")
    return faults + [fault for row in message["rows"] for fault in _faults_of_row(row)]


def _faults_of_row(row: list[dict[str, Any]]) -> list[str]:
    labels = [key["label"] for key in row]
    if all(label.strip("• ").isdigit() for label in labels):
        return [f"More than {DIGITS} in a row: {labels}"] if len(labels) > DIGITS else []
    faults = [f"The label {key['label']!r} is cut off." for key in row if key["cut"]]
    faults += [f"The label {key['label']!r} takes {key['lines']} lines." for key in row if key["lines"] > 1]
    faults += [f"The button {key['label']!r} is too low." for key in row if key["height"] < 44]
    if len(row) not in LONGEST:
        return [*faults, f"{len(row)} buttons in a row: {labels}"]
    return faults + [
        f"{label!r} has {len(label)} characters; with {len(row)} in a row {LONGEST[len(row)]} fit."
        for label in labels
        if len(label) > LONGEST[len(row)]
    ]
