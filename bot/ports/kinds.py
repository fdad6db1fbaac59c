"""The kinds of messages, and the one table that says what each kind may do.

The lane of a message, not its kind, says how urgent it is and whether it leaves in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an outbox row is. With the chat and the dedup key it is unique."""

    reply = "reply"
    edit = "edit"  # answers a tap or a word by changing a message
    replacement = "replacement"  # an edit that is late, or whose message is gone, sent as a new message
    prompt = "prompt"  # opens a turn of a session
    lead = "lead"  # shows the card of a session once more, below an answer
    alarm = "alarm"  # answers words of a danger in a session, and has its buttons until a new yes
    step_back = "step_back"  # takes the buttons off the card, since an alarm below it has them
    overflow = "overflow"  # says, once, that answers were left out
    cue = "cue"  # shows the card once more, with a cue on top
    notice = "notice"  # asks Continue / Stop after an outage, or says that a session has ended
    tidy = "tidy"  # takes the buttons off a card or notice that is no longer the newest
    reminder = "reminder"
    snooze = "snooze"
    word = "word"  # says that fewer reminders come, or that a time away is over; its buttons stay
    stand_in = "stand_in"  # puts the words of a lost prompt on the card before it
    countdown = "countdown"  # shows the time that is left on the card
    menu = "menu"  # sets the command menu of a chat whose language was chosen
    picture = "picture"  # adds the picture to a message whose words were sent without it
    document = "document"  # a file that is made for the chat when it leaves
    removal = "removal"  # deletes a cue; only older versions wrote it, and sent cues that were no cards
    track = "track"  # a plan to listen to: an audio file
    news = "news"  # of a broadcast
    tally = "tally"  # shows on its card how far a broadcast has come

    @property
    def rules(self) -> Rules:
        """Return this kind's row of the table."""
        return RULES[self]


class Mention(StrEnum):
    """When the next answer says that a message may not have arrived."""

    never = "never"  # the person sees it in another way, or it is useless by then
    without_card = "without_card"  # only if its session has no card in the chat that would show it
    always = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules for messages of one kind. A rule that the table does not name is `False`.

    `is_new`: it is a new message; all other kinds change or delete a message that is in the chat already.
    `is_sent_once`: after a call without a usable answer it ends as unknown, and is not sent again.
    `is_optional`: after a call without a usable answer it is dropped, since another one follows soon.
    `is_ring`: it is the ring of a reminder; before it is sent again it waits a minute.
    `offers_ring_again`: after *Undo* it may have the buttons of a ring, and then it is over when the ring is.
    `is_alarm`: it says where to get help, and its words stay when its buttons are over.
    `is_recalled`: when its session moves on, it is cancelled; if its call is in flight, it is not sent again.
    `is_card`: once it has arrived, it is the card of its session.
    `edits_card`: it changes its session's card, so that no countdown edit may follow for some seconds.
    `gives_way_on_card`, `gives_way_on_message`: a newer edit of the same card or message takes its place.
    `needs_message`: it is pointless if the message that it changes or deletes never arrived.
    `needs_next_card`: it changes the card of a turn only if the prompt of the next turn may be in the chat.
    `sets_menu`: it is no message, and sets the command menu of its chat.
    `deletes`: it deletes the message; other kinds change it.
    `becomes_new`: if it is late, or if the message that it edits is gone, it is sent as a new message.
    `takes_place`: once it has arrived, it takes the place of an older message, which loses its buttons.
    `made_up_for`: if it ends as unknown, its words are shown in another way.
    `proved_by_tap`: a tap on an unrecorded message id may prove that it arrived.
    `mention`: when the next answer says that it may not have arrived.
    `about`: it may change or delete the message of another row; that row is of this kind.
    """

    is_new: bool = False
    is_sent_once: bool = False
    is_optional: bool = False
    is_ring: bool = False
    offers_ring_again: bool = False
    is_alarm: bool = False
    is_recalled: bool = False
    is_card: bool = False
    edits_card: bool = False
    gives_way_on_card: bool = False
    gives_way_on_message: bool = False
    needs_message: bool = False
    needs_next_card: bool = False
    sets_menu: bool = False
    deletes: bool = False
    becomes_new: bool = False
    takes_place: bool = False
    made_up_for: bool = False
    proved_by_tap: bool = False
    mention: Mention = Mention.never
    about: Kind | None = None


RULES: Mapping[Kind, Rules] = {
    Kind.reply: Rules(is_new=True, offers_ring_again=True, proved_by_tap=True, mention=Mention.always),
    Kind.edit: Rules(
        offers_ring_again=True,
        is_recalled=True,
        edits_card=True,
        gives_way_on_card=True,
        gives_way_on_message=True,
        becomes_new=True,
    ),
    Kind.replacement: Rules(
        is_new=True,
        offers_ring_again=True,
        is_recalled=True,
        is_card=True,
        edits_card=True,
        gives_way_on_card=True,
        gives_way_on_message=True,
        takes_place=True,
        proved_by_tap=True,
        mention=Mention.always,
    ),
    Kind.prompt: Rules(
        is_new=True,
        is_sent_once=True,
        is_recalled=True,
        is_card=True,
        made_up_for=True,
        mention=Mention.without_card,
    ),
    # It is sent once: if it does not arrive, the older card still has its buttons.
    Kind.lead: Rules(
        is_new=True,
        is_sent_once=True,
        is_recalled=True,
        is_card=True,
        edits_card=True,
        gives_way_on_card=True,
        takes_place=True,
        proved_by_tap=True,
        mention=Mention.always,
    ),
    # It is no card: the card that follows takes the buttons off it, and leaves its words.
    Kind.alarm: Rules(is_new=True, is_alarm=True, proved_by_tap=True, mention=Mention.always),
    Kind.step_back: Rules(is_recalled=True, edits_card=True, gives_way_on_card=True, needs_message=True),
    Kind.overflow: Rules(is_new=True),
    # A newer text of the card does not take its place, since the cue would be lost. It leaves first.
    Kind.cue: Rules(
        is_new=True,
        is_sent_once=True,
        is_recalled=True,
        is_card=True,
        edits_card=True,
        takes_place=True,
        proved_by_tap=True,
    ),
    Kind.notice: Rules(
        is_new=True, is_recalled=True, made_up_for=True, proved_by_tap=True, mention=Mention.always
    ),
    # Tidying and removals are not recalled: they change messages of the past, whatever the session does next.
    Kind.tidy: Rules(gives_way_on_message=True, needs_message=True, needs_next_card=True, about=Kind.notice),
    Kind.reminder: Rules(is_new=True, is_ring=True, mention=Mention.always),
    Kind.snooze: Rules(is_new=True, is_ring=True, mention=Mention.always),
    Kind.word: Rules(is_new=True),
    Kind.stand_in: Rules(is_recalled=True, edits_card=True, needs_message=True),
    Kind.countdown: Rules(
        is_optional=True, is_recalled=True, edits_card=True, gives_way_on_card=True, needs_message=True
    ),
    Kind.menu: Rules(sets_menu=True),
    # It repeats the words of its message, so any newer edit of the message takes its place.
    Kind.picture: Rules(
        is_optional=True,
        is_recalled=True,
        edits_card=True,
        gives_way_on_card=True,
        gives_way_on_message=True,
        needs_message=True,
    ),
    Kind.document: Rules(is_new=True, mention=Mention.always),
    Kind.removal: Rules(needs_message=True, deletes=True, about=Kind.cue),
    Kind.track: Rules(is_new=True, mention=Mention.always),
    # Nobody gets news twice. Who has missed some is not told so: it was no answer.
    Kind.news: Rules(is_new=True, is_sent_once=True),
    Kind.tally: Rules(is_optional=True, gives_way_on_message=True),
}


def kinds_where(answer: Callable[[Rules], bool]) -> frozenset[Kind]:
    """Return the kinds whose rules satisfy `answer`."""
    return frozenset(kind for kind, rules in RULES.items() if answer(rules))
