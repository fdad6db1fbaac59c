"""What is done about each intent."""

from __future__ import annotations

from bot.actions.do_wish import DOES
from bot.domain.intent import NAMES_REMINDERS, PAIN, Intent


def test_every_intent_does_something() -> None:
    assert set(DOES) == set(Intent)


def test_no_intent_is_in_two_groups_that_contradict_each_other() -> None:
    """Who wants reminders does not steer a session by it."""
    steering = {intent for intent in Intent if intent.steers}

    assert steering.isdisjoint(NAMES_REMINDERS)
    assert steering >= {
        *PAIN,
        *(intent for intent in Intent if intent.needs_whole_line and intent is not Intent.show_me),
    }
