"""Tips that are asked for: each with its source, none of them again, more or less of a kind."""

from __future__ import annotations

from tests.screens.weeks.life import Life
from tests.texts import button, texts

LIKED = "select liked from tags_liked"


async def wants_tips(life: Life) -> None:
    """A tip, another one, more like it, less of it."""
    phone = life.phone
    await life.lives_until(life.at(9))
    first = await phone.says("/tip", "")
    await phone.looks("a tip")
    await phone.taps(button.another)
    [second] = (await phone.shows(lambda shown: shown[-1].text != first.text))[-1:]
    assert texts.are_in(second.text, "posture") or texts.are_in(second.text, "exercise")
    await _wants(life, button.more_like_it, "tips_more")
    await phone.taps(button.another)
    await phone.shows(lambda shown: shown[-1].text not in (first.text, second.text))
    await _wants(life, button.less_of_it, "tips_less")
    await life.rings_and_a_little()
    await life.has_heard("13:00")
    await life.does_it()


async def _wants(life: Life, label: str, said: str) -> None:
    """Tap a button of the tip: a toast says that it is noted, and what is liked has changed."""
    before = [tuple(row) for row in life.asks(LIKED)]
    await life.phone.taps(label)
    await life.phone.toast(texts(said))
    await life.phone.looks(f"a tip, {label}")
    assert [tuple(row) for row in life.asks(LIKED)] != before
