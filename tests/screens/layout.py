"""Faults in the chat's layout: measured in the page, reported as sentences."""

from __future__ import annotations

from typing import Any

# How many characters a label may have where so many buttons share a row; phones cut what is longer.
LONGEST = {1: 30, 2: 17, 3: 11}
DIGITS = 6

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
  const messages = [...log.querySelectorAll(".msg:not(.out, .typing)")].map((node) => ({
    words: node.querySelector(".text").innerText.slice(0, 40),
    height: box(node).height,
    cut: node.querySelector(".text").scrollWidth > node.querySelector(".text").clientWidth + 1,
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


def faults_of(look: dict[str, Any], tall: bool) -> list[str]:
    """Return what is wrong in what MEASURE has found; `tall`: a message may be taller than the screen."""
    faults = []
    if look["sideways"]:
        faults.append("The chat can be scrolled sideways.")
    if look["below"] > 0:
        faults.append(f"The newest message ends {look['below']} px below the chat.")
    for message in look["messages"]:
        if message["cut"]:
            faults.append(f"Words are cut off in {message['words']!r}.")
        if message["height"] > look["screen"] and not tall:
            faults.append(f"Taller than the screen: {message['words']!r}.")
        faults += [fault for row in message["rows"] for fault in _faults_of_row(row)]
    return faults


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
