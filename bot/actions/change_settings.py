"""A person looks at the settings or changes them; in a group only administrators may."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.planning.likings import likings_of
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.catalogue import TechniqueKey
from bot.domain.message import Message, Phrase
from bot.domain.pictures import Pictures
from bot.screens import progress, settings


def show_settings(scene: Scene) -> Phrase | None:
    """Answer `/settings`."""
    say(scene, _settings(scene))
    return None


def ask_for_rating(scene: Scene, asks: bool) -> Phrase | None:
    """Offer [Rate it] after future sessions, or stop offering it."""
    scene.keep(replace(scene.chat, asks_rating=asks))
    change(scene, _settings(scene))
    return None


def ask_day_begins(scene: Scene) -> Phrase | None:
    """Ask at which hour a day begins."""
    change(scene, progress.ask_day_begins(scene.chat.day_begins))
    return None


def set_day_begins(scene: Scene, hour: int) -> Phrase | None:
    """Let days begin at an hour from now on; what is done already keeps its date, and has no rings."""
    scene.keep(replace(scene.chat, day_begins=hour))
    if scene.zone is not None:
        start_ringing(scene, scene.reminders.of(scene.chat_id), scene.zone)
    change(scene, _settings(scene))
    return None


def want_dark(scene: Scene, dark: bool) -> Phrase | None:
    """Draw pictures dark or light from now on."""
    scene.keep(replace(scene.chat, dark=dark))
    change(scene, _settings(scene))
    return None


def want_news(scene: Scene, wants: bool) -> Phrase | None:
    """Send news here from now on, or send none."""
    scene.keep(replace(scene.chat, wants_news=wants))
    change(scene, _settings(scene))
    return None


def want_pictures(scene: Scene, pictures: Pictures) -> Phrase | None:
    """Show pictures from now on where the person wants them."""
    scene.keep(replace(scene.chat, pictures=pictures))
    change(scene, _settings(scene))
    return None


def bring_back(scene: Scene, technique: TechniqueKey) -> Phrase | None:
    """Forget the like or dislike of a technique, so that suggestions treat it as the others."""
    scene.drop_liking(technique)
    change(scene, _settings(scene))
    return None


def _settings(scene: Scene) -> Message:
    several = len(scene.texts.languages) > 1
    return settings.settings(likings_of(scene), scene.chat, has_languages=several)
