"""The picture of a month and its week: readable for all, in both themes, and drawn outside the bot's loop."""

from __future__ import annotations

import itertools
import os
import re
import time
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.domain.catalogue import Language
from bot.domain.chart import Chart, chart
from bot.media.draw.progress import DARK, LIGHT, Theme, level, progress
from bot.media.painter import WIDTH, ChartPainter
from bot.media.raster import png
from bot.ports.charts import CannotDraw, ChartWords
from bot.telegram.charts import in_words
from tests import once
from tests.measured import in_time
from tests.media.seen import EYES, apart, linear
from tests.media.signs_of_fonts import lacking

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WORDS = ChartWords("A <month>", "1 & 2", "5", "less", "more", "reserve", "week", "87", NAMES)
SPENT = {date(2026, 11, day): 300 * (day % 8) for day in range(1, 23)}


def made(today: date = date(2026, 11, 22), *, dark: bool = False) -> Chart:
    return chart(today, SPENT, [date(2026, 11, 30), date(2026, 10, 30)], 5, dark=dark)


def test_the_numbers_are_those_of_the_days() -> None:
    """Done without a length is 0; less than a minute is one; other months do not count."""
    today = date(2026, 11, 3)
    spent = {today: 20, date(2026, 11, 2): 0, date(2026, 11, 1): 600, date(2026, 10, 31): 600}

    shown = chart(today, spent, [date(2026, 11, 1), date(2026, 10, 1)], None, dark=False)

    assert shown.month == (10, 0, 1, *[None] * 27)
    assert shown.week == (0, 1, None, None, None, None, None)
    assert shown.kept == (1,)
    assert [level(each) for each in (None, 0, 9, 10, 20, 30, 500)] == [0, 1, 1, 2, 3, 4, 4]


@pytest.mark.parametrize("today", [date(2027, 2, 28), date(2026, 8, 31), date(2028, 2, 29)])
def test_every_month_fits_its_card(today: date) -> None:
    """Four weeks without a gap, and six rows of a month that begins at the end of a week."""
    root = ElementTree.fromstring(progress(made(today), WORDS))  # noqa: S314 - it is our own
    texts = [(each.text, float(each.attrib["y"])) for each in root.iter() if each.tag.endswith("text")]
    last = [y for said, y in texts if said == str(today.day)]

    assert max(last) < 580  # the legend is below
    assert ("A <month>", 104.0) in texts


def test_the_number_above_the_tallest_bar_keeps_clear_of_the_words_above_it() -> None:
    """They touched: a number is 0.75 of its size high, and letters reach a quarter below their line."""
    root = ElementTree.fromstring(progress(made(), WORDS))  # noqa: S314 - it is our own
    texts = [each for each in root.iter() if each.tag.endswith("text")]
    [head] = [each for each in texts if each.text == WORDS.week]
    bars = [each for each in texts if (each.text or "").isdecimal() and float(each.attrib["y"]) > 715]

    above = float(head.attrib["y"]) + float(head.attrib["font-size"]) / 4
    assert bars
    assert min(float(each.attrib["y"]) - float(each.attrib["font-size"]) * 0.75 for each in bars) > above + 12


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_colours_can_be_told_apart_by_how_light_they_are(theme: Theme) -> None:
    """And every text can be read on its ground: 4.5 to 1, as for small text on a screen."""
    steps = [luminance(colour) for colour in theme.ramp]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert all(contrast(one, other) > 1.15 for one, other in pairwise(theme.ramp))
    pairs = [
        *zip(theme.on_ramp, theme.ramp, strict=True),
        (theme.on_accent, theme.accent),
        *((ink, theme.card) for ink in (theme.ink, theme.soft, theme.accent)),
    ]
    assert [(one, other) for one, other in pairs if contrast(one, other) < 4.5] == []


def meaning(theme: Theme) -> dict[str, tuple[str, str]]:
    """Return the pairs of colours that stand side by side and mean different things."""
    names = ("nothing", "a little", "some", "more", "most")
    ramp = dict(zip(names, theme.ramp, strict=True))
    return {
        **{f"{one}, {other}": (ramp[one], ramp[other]) for one, other in combinations(names, 2)},
        **{f"{name} on the card": (colour, theme.card) for name, colour in ramp.items()},
        "a bar, that of today": (theme.bar, theme.accent),
        **{f"{which} on the card": (colour, theme.card) for which, colour in bars(theme).items()},
        **{f"{which}, no bar": (colour, theme.grid) for which, colour in bars(theme).items()},
        "reserve on the card": (theme.kept, theme.card),
        "reserve on a day": (theme.kept, theme.ramp[0]),
        "reserve, today": (theme.kept, theme.ink),
        **{f"today, {name}": (theme.ink, colour) for name, colour in ramp.items()},
    }


def bars(theme: Theme) -> dict[str, str]:
    return {"a bar": theme.bar, "today's bar": theme.accent}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_the_colour_blind_can_tell_what_colours_mean(theme: Theme, eyes: str) -> None:
    """From 2 on two colours side by side differ, from 10 on at a glance."""
    far = {pair: apart(*colours, EYES[eyes]) for pair, colours in meaning(theme).items()}

    assert {pair: round(much, 1) for pair, much in far.items() if much < 10} == {}


def test_colours_that_only_some_see_are_too_near_for_the_others() -> None:
    """The eyes are those that they are called by: they take red for green, or blue for green."""
    red, green = "#C05A38", "#7D7A2E"
    blue, sea = "#3A7FB5", "#3A8A8F"

    assert apart(red, green, EYES["all colours"]) > 40 > 25 > apart(red, green, EYES["deuteranopia"])
    assert apart(blue, sea, EYES["all colours"]) > 20 > 12 > apart(blue, sea, EYES["tritanopia"])
    assert apart("#000000", "#FFFFFF", EYES["protanopia"]) == pytest.approx(100, abs=0.1)


def test_today_the_reserve_and_days_ahead_differ_in_their_shapes_too() -> None:
    """A whole line, a broken one, and a line around nothing."""
    shown = chart(date(2026, 11, 22), SPENT, [date(2026, 11, 8)], 5, dark=False)
    lines = re.findall(r"<rect[^>]*fill=\"none\"[^>]*>", progress(shown, WORDS))
    broken = [line for line in lines if "stroke-dasharray" in line]
    of_today = [line for line in lines if f'stroke="{LIGHT.ink}"' in line]

    assert (len(of_today), len(broken)) == (1, 2)  # the second is in the legend
    assert not set(broken) & set(of_today)
    assert len(lines) == 3 + 8  # the days that are still ahead


@pytest.mark.parametrize("language", once.catalogue().languages)
def test_each_sign_of_the_picture_is_in_its_fonts(language: Language) -> None:
    """A sign that no font has would be an empty box. The machine's own fonts are not read."""
    for month, streak in itertools.product(range(1, 13), (None, 1, 1_234_567_890)):
        shown = chart(date(2026, month, 28), SPENT, [date(2026, month, 3)], streak, dark=False)
        words = in_words(shown, once.catalogue(), language)
        drawn = ElementTree.fromstring(progress(shown, words))  # noqa: S314 - it is our own
        texts = [each for each in drawn.iter() if each.tag.endswith("text")]

        assert len(texts) > 40
        assert {
            sign for each in texts for sign in lacking(each.text or "", each.attrib["font-family"])
        } == set()


def test_a_sign_that_no_font_has_is_found() -> None:
    assert lacking("Mon 周一 ä", "Nunito SemiBold, Noto Sans SC") == set()
    assert lacking("Mon 周一", "Nunito SemiBold") == {"周", "一"}
    assert lacking("𠮷🦉", "Nunito SemiBold, Noto Sans SC") == {"𠮷", "🦉"}


def test_no_text_is_too_small_on_a_narrow_phone() -> None:
    """At a width of 320 points nothing is below 8, and numbers and names of days are 10 or more."""
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', progress(made(), WORDS))]

    assert min(sizes) * 320 / 1080 >= 8
    assert sum(size * 320 / 1080 >= 10 for size in sizes) >= len(sizes) - 3


def test_a_picture_takes_at_most_100_ms_of_a_core() -> None:
    """Of ten: a busy machine makes some of them slower. It is held where it is measured."""
    spent = []
    for _ in range(10):
        began = time.thread_time()
        png(progress(made(), WORDS), WIDTH)
        spent.append(time.thread_time() - began)

    assert in_time(min(spent), 0.1), spent


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells what a process has used")
async def test_the_process_that_draws_uses_at_most_100_ms_for_a_picture() -> None:
    """Of a core, with reading and writing; the mean of ten, since Linux counts in steps of 10 ms."""
    painter = ChartPainter()
    await painter.paint(made(), WORDS)
    worker = painter._worker
    assert worker is not None
    before = used_by(worker.pid)
    for number in range(10):
        await painter.paint(made(dark=number % 2 == 0), WORDS)
    spent = used_by(worker.pid) - before
    await painter.close()

    assert in_time(spent / 10, 0.1), spent


def used_by(process: int) -> float:
    """Return how many seconds of a processor a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def test_pictures_come_from_a_process_that_is_kept_and_started_anew_when_it_has_ended() -> None:
    """While a picture is drawn, the bot's own thread works for less than 20 ms, where it is measured."""
    painter = ChartPainter()
    light = await painter.paint(made(), WORDS)
    began = time.thread_time()
    dark = await painter.paint(made(dark=True), WORDS)
    worked = time.thread_time() - began
    worker = painter._worker
    assert worker is not None
    worker.kill()
    await worker.wait()
    again = await painter.paint(made(), WORDS)
    await painter.close()

    assert light[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(light[16:20]) == WIDTH
    assert light == again != dark
    assert in_time(worked, 0.02)


async def test_a_process_that_fails_or_hangs_is_no_picture() -> None:
    with pytest.raises(CannotDraw):
        await ChartPainter("bot.media.no_such_module").paint(made(), WORDS)
    with pytest.raises(CannotDraw):
        await ChartPainter(may_take=0.001).paint(made(), WORDS)
