"""Every answer to a question that people often ask, and the buttons that offer one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.catalogue import Catalogue, RoutineKey
from bot.domain.message import Message, message, phrase
from bot.screens import faq
from bot.screens.buttons import button
from bot.screens.presses import AnswerFaq


def faq_screens(catalogue: Catalogue) -> Iterator[tuple[str, Message]]:
    """Yield each screen under the name of its function."""
    for key, asked in catalogue.faq.items():
        yield "answer", faq.answer(asked, RoutineKey("solo"))
        if asked.is_offered:
            offer = button(f"faq.{key}", AnswerFaq(key))
            yield "ask", message(phrase("e_lost_plain"), buttons=((offer,),))
