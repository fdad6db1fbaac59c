"""The day of a person, which may end after midnight: whoever goes to bed at two has a day that ends then."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

HOURS = (0, 1, 2, 3, 4, 5, 6)  # at which a day can begin


def day_of(moment: datetime, zone: tzinfo, begins: int) -> date:
    """Return the date of the day of `moment`, if a day begins at the hour `begins` by the wall."""
    return (moment.astimezone(zone) - timedelta(hours=begins)).date()
