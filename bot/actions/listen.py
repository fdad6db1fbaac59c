"""A person wants to listen to a plan: its words leave at once, and the audio file when it is made."""

from __future__ import annotations

from bot.actions.planning.choices import say_nothing_stays
from bot.actions.planning.prepared import Prepared, prepare
from bot.actions.planning.suggest import suggested
from bot.actions.saying.answers import key_of, say_on_card, say_once
from bot.actions.scene import Scene
from bot.domain.catalogue import Audience
from bot.domain.message import Phrase
from bot.domain.plan import Wanted
from bot.ports import Kind, Lane, Outgoing
from bot.reading.line import Line
from bot.screens import cards, tracks
from bot.screens.names import routine_name
from bot.screens.presses import Listen


def listen(scene: Scene, wanted: Wanted) -> Phrase | None:
    """Send the words of a plan, and then its track; first comes the safety question, as before a session."""
    live = scene.live
    if live is not None:
        say_on_card(scene, cards.on_now(live))
        return None
    prepared = prepare(scene, wanted, Listen)
    if prepared is not None:
        _send(scene, prepared)
    return None


def _send(scene: Scene, prepared: Prepared) -> None:
    choice = prepared.choice
    title = routine_name(choice.routine, prepared.routine.title)
    played = tracks.Played(title, choice.audience, prepared.steps, choice.pace, scene.chat.cues)
    for number, part in enumerate(tracks.in_parts(tracks.track(played, scene.texts))):
        if not say_once(scene, tracks.words(part, is_first=number == 0), key_of(scene)):
            return
    scene.outbox.put(
        Outgoing(
            chat=scene.chat_id,
            kind=Kind.track,
            key=key_of(scene),
            message=tracks.audio(played, scene.texts),
            lane=Lane.slow,
            written_at=scene.now.people,
            topic=scene.asked.topic,
        )
    )


def listen_as_said(scene: Scene, line: Line) -> Phrase | None:
    """Send the track that a line asks for, "full 10 as audio"; if it names no routine, the suggested one."""
    named = line.routine
    if named.routine is not None:
        found = scene.texts.routines[named.routine]
        alone = named.is_alone and Audience.alone in found.plans
        audience = Audience.alone if alone else next(iter(found.plans))
        return listen(scene, Wanted(named.routine, audience, named.minutes, suggested=not named.is_named))
    if named.is_alone:
        return listen(scene, Wanted(scene.texts.offers.alone, Audience.alone, named.minutes, suggested=True))
    likely = suggested(scene, scene.chat, named.minutes)
    return say_nothing_stays(scene) if likely is None else listen(scene, likely.offer)
