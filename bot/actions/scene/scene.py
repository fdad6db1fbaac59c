"""What every action of a person gets: a visit to the chat, and who asks."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.scene.visit import Visit
from bot.domain.catalogue import Catalogue
from bot.ports import Asked, Chat, ManagersOnly, Work


class Scene(Visit):
    """A visit to the chat of a person who asks for something."""

    __slots__ = ("asked",)

    def __init__(self, work: Work, texts: Catalogue, asked: Asked) -> None:
        super().__init__(work, texts, asked.chat, asked.now)
        self.asked = asked

    @property
    def chat(self) -> Chat:
        """The chat that asks, known and reachable."""
        return self.meet()

    def meet(self) -> Chat:
        """Return the chat that asks: one that is new is kept from now on, one that was gone is back."""
        known = self.known
        if known is not None:
            return self.reach_again(known) if known.is_gone else known
        chat = Chat(id=self.chat_id, language=self.asked.language)
        self.keep(chat)
        return chat

    def untapped(self) -> Scene:
        """Return the same scene without the tap: an answer is a new message, and changes no old one."""
        scene = Scene(self._work, self.texts, replace(self.asked, pressed=None))
        scene._seen = self._seen
        return scene

    def look_who_manages(self) -> None:
        """Go on only for who may manage the chat; ManagersOnly where that is not known."""
        if not self.asked.may_manage:
            raise ManagersOnly
