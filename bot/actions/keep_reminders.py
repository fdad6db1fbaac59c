"""The reminders that are due ring: those of many chats together, and alone where that fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions.move_back import PUT_OFF
from bot.actions.playing.lead import lead
from bot.actions.ringing.due import ring_due
from bot.actions.scene import Visit
from bot.actions.scene.by_itself import by_itself
from bot.domain import better_hour
from bot.domain import reminder as reminders
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.domain.reminder import Reminder
from bot.ports import Lane, Now, Work

REMINDERS_AT_ONCE = 5  # so many ring in any case; more only while nobody waits for an answer


def keep_reminders(work: Work, texts: Catalogue, due: list[Reminder], now: Now, since: datetime) -> int:
    """Ring what is due; return how many are left, since somebody waits for an answer."""
    by_chat: dict[ChatId, list[Reminder]] = {}
    for reminder in due:
        by_chat.setdefault(reminder.chat, []).append(reminder)
    rings = _Rings(work, texts, now, since)
    # Older unsent rings expire when a newer one rings, so that a person never gets several at once.
    if ringing := rings.ring_all(list(by_chat.items())):
        work.outbox.expire_rings(ringing, now.people - max(reminders.ON_TIME, now.jitter))
    rings.log_what_fails_only_together()
    return rings.left


@dataclass(slots=True)
class _Rings:
    """Rings what is due in many chats, and knows what has failed, and what is left."""

    work: Work
    texts: Catalogue
    now: Now
    since: datetime
    failed_together: Exception | None = None  # the first reason why several chats could not ring together
    has_one_failed: bool = False  # alone; that is logged
    left: int = 0  # reminders that ring in the next unit of work, since somebody waits for an answer

    def ring_all(self, of_chats: Sequence[tuple[ChatId, list[Reminder]]]) -> list[ChatId]:
        """Ring what is due in these chats, and return where it rings.

        If a chat fails, all of them are undone, and each half is tried again, down to the one that fails.
        """
        if self.left:
            self._leave(of_chats)
            return []
        if len(of_chats) < 2:
            return [number for number, due in of_chats if self._ring_alone(number, due)]
        numbers = [number for number, _ in of_chats]
        minute = self.now.people.replace(second=0, microsecond=0)
        back = self.now.people - better_hour.LOOKS_BACK
        left = self.left
        try:
            with self.work.savepoint(), self.work.together(numbers, minute, back) as several:
                return self._ring_in_turn(several, of_chats)
        except Exception as error:  # noqa: BLE001 - it is logged when a chat is tried alone, or else at the end
            self.failed_together = self.failed_together or error
            self.left = left
            half = len(of_chats) // 2
            return [*self.ring_all(of_chats[:half]), *self.ring_all(of_chats[half:])]

    def _ring_in_turn(self, work: Work, of_chats: Sequence[tuple[ChatId, list[Reminder]]]) -> list[ChatId]:
        """Ring chat by chat, and return where it rings. If somebody waits, stop: what is left stays due."""
        rings: list[ChatId] = []
        for place, (number, due) in enumerate(of_chats):
            if place >= REMINDERS_AT_ONCE and work.somebody_waits():
                self._leave(of_chats[place:])
                break
            if self._ring(work, number, due):
                rings.append(number)
        return rings

    def _leave(self, of_chats: Sequence[tuple[ChatId, list[Reminder]]]) -> None:
        self.left += sum(len(due) for _, due in of_chats)

    def log_what_fails_only_together(self) -> None:
        """Log why the chats could not ring together, if each of them could alone."""
        if self.failed_together is not None and not self.has_one_failed:
            with by_itself(self.work, "Reminders of several chats could not be kept together."):
                raise self.failed_together

    def _ring_alone(self, number: ChatId, due: list[Reminder]) -> bool:
        def put_off() -> None:
            self.has_one_failed = True
            self.work.reminders.put_off(number, self.now.people, self.now.people + PUT_OFF)

        with by_itself(self.work, "Reminders of a chat could not be kept.", put_off):
            return self._ring(self.work, number, due)
        return False

    def _ring(self, work: Work, number: ChatId, due: list[Reminder]) -> bool:
        """Ring what is due in a chat; False: nothing rings."""
        visit = Visit(work, self.texts, number, self.now)
        chat = visit.known
        if chat is None or (chat.zone is None and not all(each.keeps_moment for each in due)):
            # The time zone is not known.
            work.reminders.put_off(number, self.now.people, self.now.people + PUT_OFF)
            return False
        if not ring_due(visit, chat, due, self.since):
            return False
        _lead_below_ring(visit)
        return True


def _lead_below_ring(visit: Visit) -> None:
    """Let the card of a session on hold follow a ring, in the lane of the ring."""
    if (live := visit.live) is not None:
        lead(visit, live, f"ring:{visit.now.people.isoformat()}", lane=Lane.reminder)
