"""The answers to a tap. Telegram shows them as plain text of at most 200 characters."""

from __future__ import annotations

from bot.domain.drafting import Limit

TOASTS = frozenset(
    (
        *(
            "added_already",
            "broadcast_another",
            "paused_toast",
            "already_paused",
            "already_running",
            "already_later",
            "tips_more",
            "tips_less",
            "resumed",
            "skipped",
        ),
        *(
            "lighter",
            "lighter_plain",
            "lighter_2",
            "as_before",
            "as_before_already",
            "just_right",
            "busy",
            "stretched",
            "e_stretch",
            "e_session_gone",
            "e_theirs",
            "import_reading",
            "import_often",
            "e_hour_taken",
            "e_moment_past",
            "e_zone_first",
        ),
        *(limit.value for limit in Limit),
    )
)
