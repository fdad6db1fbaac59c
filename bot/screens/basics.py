"""The screens around everything else: welcome, help, tips, safety, privacy."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.catalogue import TechniqueKey, Tip, Urgency
from bot.domain.message import GAP, Button, Message, Phrase, Rows, Style, listed, message, phrase
from bot.domain.suggestion import Suggestion
from bot.screens import presses
from bot.screens.after import by_likings
from bot.screens.buttons import A_TIP, FIVE_BREATHS, HISTORY, REMINDERS, ROUTINES, SAFETY, TECHNIQUES, button
from bot.screens.names import SOLO, TASTER, routine_name, technique_name, tip_text
from bot.screens.presses import SafetyPart

_TO_LEARN: Rows = ((ROUTINES, TECHNIQUES),)


def start(name: str) -> Message:
    """The first `/start`."""
    return message(
        phrase("start", name=name),
        buttons=(
            (button("try_one_minute", presses.ChooseAudience(TASTER), Style.primary),),
            (TECHNIQUES, ROUTINES),
            (button("reminder", presses.AskHour()),),
        ),
    )


def dead_link() -> Message:
    """A link that leads nowhere (any more)."""
    return message(phrase("e_link"), buttons=(*_TO_LEARN, (REMINDERS, A_TIP)))


def dead_link_hello(name: str) -> Message:
    """The same for somebody who is new here."""
    hello = start(name)
    return message(phrase("e_link_hello"), GAP, *hello.parts, buttons=hello.buttons)


def again(suggestion: Suggestion) -> Message:
    """A later `/start`, or a greeting."""
    return message(
        phrase(
            "again",
            suggestion=routine_name(suggestion.routine.key, suggestion.routine.title),
            minutes=suggestion.minutes,
        ),
        *by_likings(suggestion),
        buttons=(
            (button("start", presses.Begin(suggestion.offer), Style.primary),),
            (ROUTINES, TECHNIQUES),
            (REMINDERS, HISTORY),
        ),
    )


def help_() -> Message:
    """`/help`."""
    return message(
        phrase("help"),
        buttons=(
            (ROUTINES, TECHNIQUES),
            (REMINDERS, A_TIP),
            (SAFETY, button("privacy", presses.ShowPrivacy())),
        ),
    )


def group(bot: str) -> Message:
    """In a group: hello, and how to begin."""
    return message(phrase("group", bot=bot), buttons=_TO_LEARN)


def group_help(bot: str) -> Message:
    """`/help` in a group: what works there, with the bot's name behind each command."""
    return message(phrase("group_help", at=f"@{bot}" if bot else ""), buttons=(*_TO_LEARN, (A_TIP, SAFETY)))


def neck() -> Message:
    """No neck: the shoulders beside it."""
    pinching = TechniqueKey("pinching")
    return message(
        phrase("neck"),
        buttons=(
            (
                button(technique_name(pinching), presses.ShowTechnique(pinching)),
                button("on_my_own", presses.ShowRoutine(SOLO)),
            ),
        ),
    )


def no_claim() -> Message:
    """No promise to cure."""
    return message(phrase("no_claim"), buttons=((SAFETY, A_TIP),))


def less_of(techniques: Sequence[TechniqueKey]) -> Message:
    """How to have less of a technique, for who asks for that in words."""
    return message(phrase("less_of", techniques=listed([technique_name(key) for key in techniques])))


def refused(why: str) -> Message:
    """No massage: `adults_only` or `sober_only`."""
    return message(phrase(why), buttons=((A_TIP, FIVE_BREATHS),))


def not_allowed(why: str) -> Message:
    """In a group: only administrators may do that, and this person is none, or that is not known."""
    return message(phrase(why), buttons=((ROUTINES, A_TIP),))


def unheard(*, has_paused: bool) -> Message:
    """A voice message. What goes on with a session stands on its card, and as a command in the words."""
    return message(phrase("e_voice")) if has_paused else message(phrase("e_voice_idle"), buttons=_TO_LEARN)


def sorry() -> Message:
    """A mistake of ours."""
    return message(phrase("oops"), buttons=_TO_LEARN)


def tip(shown: Tip) -> Message:
    """`/tip`."""
    return message(phrase("tip", tip=tip_text(shown)), buttons=((button("another", presses.ShowTip()),),))


def five_breaths() -> Message:
    """Five slow breaths, instead of a massage."""
    return message(phrase("five_breaths"))


def safety() -> Message:
    """`/safety`, from everywhere."""
    return message(
        phrase("safety", call_now=phrase("call_now")),
        buttons=(
            (
                button("when_not_to", presses.ShowSafety(SafetyPart.when_not)),
                button("keep_off", presses.ShowSafety(SafetyPart.keep_off)),
            ),
            (button("pressure", presses.ShowSafety(SafetyPart.pressure)),),
        ),
    )


def safety_part(part: SafetyPart) -> Message:
    """One part of `/safety`."""
    return message(phrase(f"safety_{part}"), buttons=((SAFETY,),))


def sore() -> Message:
    """A little soreness afterwards is no reason to worry; anything more is."""
    return message(phrase("soreness"), buttons=((SAFETY,),))


def red_flag(urgency: Urgency, was_running: bool) -> Message:
    """The card that a red-flag word brings; it notifies."""
    id = {
        Urgency.now: "redflag_running" if was_running else "redflag",
        Urgency.today: "redflag_today",
        Urgency.ask: "redflag_ask",
    }[urgency]
    args = {} if urgency is Urgency.ask else {"call_now": phrase("call_now")}
    return message(
        phrase(id, **args),
        buttons=(
            (button("get_help", presses.ShowSafety(), Style.primary),),
            (button("not_meant", presses.ClearRedFlag()),),
        ),
        silent=False,
    )


def privacy() -> Message:
    """`/privacy`."""
    return message(phrase("privacy"), buttons=((button("delete_all", presses.AskToDelete(), Style.danger),),))


def delete() -> Message:
    """`/delete_me`: asked once."""
    return message(
        phrase("delete"),
        buttons=(
            (button("delete_all", presses.DeleteMe(), Style.danger),),
            (button("keep", presses.KeepMe()),),
        ),
    )


def plain(id: str, **args: str | int | Phrase) -> Message:
    """One phrase without buttons."""
    return message(phrase(id, **args))


def too_long(length: int) -> Message:
    """A line of more characters than are read."""
    return message(phrase("e_long", n=length), buttons=_TO_LEARN)


def helpless(nearest: Button | None) -> Message:
    """A line that means nothing to us: the nearest thing, or what there is."""
    said = phrase("e_lost", nearest=nearest.label) if nearest else phrase("e_lost_plain")
    return message(
        said,
        buttons=(
            *(((nearest,),) if nearest else ()),
            (ROUTINES, TECHNIQUES),
            (button("reminder", presses.AskHour()), A_TIP),
        ),
    )
