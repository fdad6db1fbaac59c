"""Reads one YAML file into plain values, and keeps the line of every key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.content.faults import Fault

KeyPath = tuple[str, ...]
_MARK = "\ufeff"
_NO_MARK = "save this file as UTF-8 without a byte order mark"
_TAB = re.compile(r" *\t")
_NO_TAB = "indent with spaces and not with a tab, like `  key: value`"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same values, about ten times faster


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its values, and the line of each. A file with a fault has the values that could be read."""

    file: str
    values: dict[str, object] = field(default_factory=dict)
    lines: dict[KeyPath, int] = field(default_factory=dict)
    readable: bool = True  # False: the file could not be read as a map, and a fault says so

    def fault(self, path: KeyPath, right: str) -> Fault:
        """Return a fault at `path`, with the line of the nearest key above it that exists."""
        known = next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), None)
        return Fault(self.file, known, ".".join(path), right)


def read_document(folder: Path, name: str, faults: list[Fault]) -> Document:
    """Read `folder/name`, whose root must be a map; add to `faults` what is wrong with its YAML."""
    text = _read_text(folder / name, name, faults)
    if text is None:
        return Document(name, readable=False)
    if text.startswith(_MARK):
        faults.append(Fault(name, 1, "", _NO_MARK))
    try:
        return parse(name, text.removeprefix(_MARK), faults)
    except yaml.YAMLError as error:
        faults.extend(_tabs(name, text) or [_not_yaml(name, error)])
    return Document(name, readable=False)


def _read_text(path: Path, name: str, faults: list[Fault]) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.append(Fault(name, None, "", "this file is missing"))
    except UnicodeDecodeError:
        faults.append(Fault(name, None, "", "write this file in UTF-8"))
    return None


def _tabs(name: str, text: str) -> list[Fault]:
    """Return a fault for each line that is indented with a tab, which YAML does not allow."""
    lines = enumerate(text.splitlines(), start=1)
    return [Fault(name, number, "", _NO_TAB) for number, line in lines if _TAB.match(line)]


def _not_yaml(name: str, error: yaml.YAMLError) -> Fault:
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else None
        return Fault(name, line, "", f"not YAML: {error.problem or error.context}")
    return Fault(name, None, "", f"not YAML: {error}")


def parse(name: str, text: str, faults: list[Fault]) -> Document:
    """Return the values of a YAML text whose root is a map; add to `faults` what is wrong with its keys.

    yaml.YAMLError: it is not YAML.
    """
    root, values = _load(text)
    if root is None or not isinstance(values, dict):
        faults.append(Fault(name, 1, "", "write a map here, `key: value`"))
        return Document(name, readable=False)
    document = Document(name, values)
    _note_lines(root, (), document, faults)
    return document


def _load(text: str) -> tuple[yaml.Node | None, object]:
    """Return the root of a YAML text, whose nodes know their lines, and its values."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        return root, loader.construct_document(root) if root is not None else None
    finally:
        loader.dispose()


def _note_lines(node: yaml.Node, path: KeyPath, document: Document, faults: list[Fault]) -> None:
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            document.lines[(*path, str(number))] = item.start_mark.line + 1
            _note_lines(item, (*path, str(number)), document, faults)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            own = (*path, str(key.value))
            line = key.start_mark.line + 1
            if key.tag != "tag:yaml.org,2002:str":
                faults.append(
                    Fault(document.file, line, ".".join(own), f'put the key in quotes, "{key.value}"')
                )
            if own in document.lines:
                faults.append(
                    Fault(
                        document.file,
                        line,
                        ".".join(own),
                        f"give it once; also on line {document.lines[own]}",
                    )
                )
            document.lines.setdefault(own, line)
            _note_lines(value, own, document, faults)
