"""Screens of a broadcast: the news as people get it, and the card of the administrator who sends it."""

from __future__ import annotations

from bot.domain.message import GAP, Message, Style, message, phrase
from bot.domain.written import Written
from bot.ports import Broadcast
from bot.screens import presses
from bot.screens.buttons import button

MOST = 3500  # UTF-16 units; Telegram takes 4096, with the line below


def news(written: Written) -> Message:
    """Tell the news, and say in a line below where to turn news off."""
    return message(phrase("format.verbatim", text=written), GAP, phrase("news_note"))


def ask(broadcast: Broadcast, listeners: int) -> Message:
    """Ask whether to send the draft that stands above."""
    number = broadcast.id
    return message(
        phrase("broadcast_ask", n=listeners),
        buttons=(
            (button("try_on_me", presses.TryNews(number)),),
            (
                button("send_to", presses.SendNews(number), Style.danger, n=listeners),
                button("dont_send", presses.DropNews(number)),
            ),
        ),
    )


def on_its_way(broadcast: Broadcast) -> Message:
    """Show how far a broadcast has come."""
    head = phrase("broadcast_stops" if broadcast.is_stopped else "broadcast_on")
    stop = ((button("stop_sending", presses.StopNews(broadcast.id), Style.danger),),)
    ended = broadcast.ended
    numbers = phrase(
        "broadcast_numbers",
        total=broadcast.total,
        sent=ended.sent,
        waiting=broadcast.waiting,
        failed=ended.failed,
        unknown=ended.unknown,
    )
    return message(head, numbers, buttons=() if broadcast.is_stopped else stop)


def report(broadcast: Broadcast) -> Message:
    """Say what became of a broadcast that has ended."""
    stopped, ended = phrase("broadcast_stopped", waiting=broadcast.waiting), broadcast.ended
    numbers = phrase(
        "broadcast_result",
        total=broadcast.total,
        sent=ended.sent,
        failed=ended.failed,
        unknown=ended.unknown,
        left_out=broadcast.left_out,
    )
    return message(stopped if broadcast.is_stopped else phrase("broadcast_done"), numbers)
