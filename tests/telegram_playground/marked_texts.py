"""Random texts with nested entities; the same random generator makes the same texts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

SOFT = ("bold", "italic", "underline", "strikethrough", "spoiler")
LINKS = ("text_link", "date_time")
QUOTES = ("blockquote", "expandable_blockquote")
# Marks, tags, RTL, astral letters, joiners and combining signs, and nothing that Telegram would link.
LETTERS = "aZ7é你أبשλ👍🧘🏽‍♀️𝔘ñ\u0301_*[]()~`>+-=|{}.!\\<&;\"' "
ADDRESSES = ("https://example.org/a?b=c&d=e", "https://example.org/", "http://xn--a.example/_x_")
EMOJI = "👍🔥🙂"


@dataclass(frozen=True)
class Entity:
    """An entity in UTF-16 units, as the Bot API counts."""

    kind: str
    offset: int
    length: int
    extra: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Marked:
    """A text and its entities, outer ones before inner ones."""

    text: str
    entities: list[Entity]

    def then(self, other: Marked) -> Marked:
        move = units(self.text)
        moved = [replace(one, offset=one.offset + move) for one in other.entities]
        return Marked(self.text + other.text, self.entities + moved)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def word(dice: Random) -> str:
    """Return some letters that neither begin nor end with a blank."""
    while not (text := "".join(dice.choices(LETTERS, k=dice.randint(1, 6))).strip()):
        pass
    return text


def piece(dice: Random, inside: tuple[str, ...], depth: int) -> Marked:
    """Return a word, or something marked with a kind that is not yet around it."""
    kinds = [kind for kind in SOFT if kind not in inside]
    if not set(inside) & {*LINKS, "custom_emoji"}:
        kinds += [*LINKS, "custom_emoji"]
    if not depth or not kinds or dice.random() < 0.45:
        return Marked(word(dice), [])
    kind = dice.choice(kinds)
    if kind == "custom_emoji":
        return wrapped(dice, kind, Marked(dice.choice(EMOJI), []))
    return wrapped(dice, kind, line(dice, (*inside, kind), depth - 1))


def line(dice: Random, inside: tuple[str, ...] = (), depth: int = 3) -> Marked:
    """Return pieces side by side, with a blank, a line end or nothing at all between them."""
    made = piece(dice, inside, depth)
    for _ in range(dice.randint(0, 3)):
        following = piece(dice, inside, depth)
        between = dice.choice((" ", " ", "\n", "")) if not touching(made, following) else " "
        made = made.then(Marked(between, [])).then(following)
    return made


def touching(left: Marked, right: Marked) -> bool:
    """Whether both would become one entity if no text stood between them."""
    ends = {one.kind for one in left.entities if one.offset + one.length == units(left.text)}
    return bool(ends & {one.kind for one in right.entities if one.offset == 0})


def wrapped(dice: Random, kind: str, content: Marked) -> Marked:
    extra: dict[str, object] = {}
    match kind:
        case "text_link":
            extra = {"url": dice.choice(ADDRESSES)}
        case "custom_emoji":
            extra = {"custom_emoji_id": str(dice.randint(1, 10**18))}
        case "date_time":
            extra = {
                "unix_time": dice.randint(1, 2 * 10**9),
                "date_time_format": dice.choice(("r", "wDT", "t")),
            }
        case "pre" if dice.random() < 0.5:
            extra = {"language": "python"}
    return Marked(content.text, [Entity(kind, 0, units(content.text), extra), *content.entities])


def paragraph(dice: Random) -> Marked:
    kind = dice.choice(("line", "line", "line", *QUOTES, "code", "pre"))
    if kind == "line":
        return line(dice)
    if kind in QUOTES:
        return wrapped(dice, kind, line(dice, (kind,)))
    return wrapped(dice, kind, Marked(f"x{word(dice)}{dice.choice((' ', chr(10)))}{word(dice)}", []))


def marked_text(dice: Random) -> Marked:
    """Return paragraphs; words stand between them, so that two quotes never touch."""
    made = paragraph(dice)
    for _ in range(dice.randint(0, 2)):
        made = made.then(Marked(f"\n{word(dice)}\n", [])).then(paragraph(dice))
    return made
