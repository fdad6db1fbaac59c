from bot.domain.done import Deed, Done
from bot.storage.work import OpenWork
from tests.storage.samples import ANNA, NOON


def test_a_deed_is_noted_once_a_day(work: OpenWork) -> None:
    deed = Done(NOON.date(), next(iter(Deed)), NOON)

    assert work.done_days.add(ANNA, deed)
    assert not work.done_days.add(ANNA, deed)
    assert work.done_days.since(ANNA, NOON.date()) == [deed]
