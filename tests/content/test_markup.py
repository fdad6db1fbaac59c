"""Templates are what Telegram can show."""

from __future__ import annotations

import pytest

from bot.content.markup import markup_faults, placeholders
from bot.domain.measure import visible_length

GOOD = [
    "plain, with 3–5 of 10",
    "<b>bold {name}</b> and <i>so</i>",
    "<code>/remind 8:30</code>",
    '<a href="https://example.org/?a=1&amp;b=2">link</a>',
    "<blockquote expandable><b>Giver</b>: lean in</blockquote>",
    "at {time|t}, until {next|wt}, then {later|wdt}, on {day|wd}",
    "a &lt; b &amp; c",
]
BAD = [
    ("<b>open", "close <b>"),
    ("shut</b>", "</b> closes nothing"),
    ("<b><i>crossed</b></i>", "</b> closes nothing"),
    ("<u>under</u>", "<u> is not used here"),
    ("line<br/>break", "<br/> is not used here"),
    ("<a>no address</a>", "<a> takes other attributes"),
    ('<b class="x">b</b>', "<b> takes other attributes"),
    ("<b><b>twice</b></b>", "<b> is open already"),
    ("<3", "write &lt; for <"),
    ("3 > 2", "write &gt; for >"),
    ("salt & pepper", "write &amp; for &"),
    ("&nbsp;", "&nbsp; is not known"),
    ("<!-- note -->", "leave out comments"),
    ("{Name}", "write a placeholder as"),
    ("{time|x}", "write a placeholder as"),
    ("{open", "write a placeholder as"),
]


@pytest.mark.parametrize("template", GOOD)
def test_a_good_template_has_no_fault(template: str) -> None:
    assert markup_faults(template) == []


@pytest.mark.parametrize(("template", "right"), BAD)
def test_a_bad_template_is_told_what_is_right(template: str, right: str) -> None:
    assert any(right in fault for fault in markup_faults(template))


def test_a_moment_keeps_its_form() -> None:
    assert placeholders("{name} until {time|wt}") == {"name", "time|wt"}


def test_length_counts_utf_16_units_without_tags() -> None:
    assert visible_length("<b>揉法</b> &amp; 👐") == 7
