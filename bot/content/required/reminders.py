"""The phrases of reminders, time zones and quiet hours."""

from __future__ import annotations

PHRASES = """
remind:
remind_ok: city days next|wdt time
remind_kept: days time
reminders: city list next|wdt
reminders_no_zone: list
reminder_line: days i time
reminder_line_once: date i time
reminder_one: days time
reminder_one_once: date time
reminder_one_next: next|wdt
reminder_one_waits:
once_ok: next
once_at: at|wdt
once_late: at|wdt
ask_hour: days
ask_hour_on: date
ask_which:
ask_left: text
ask_left_only: text
ask_move:
ask_zone_first:
later_once: time|t
zone_fits:
zone_which: text
zone_near: text
zone_half: earlier later
zone_offset: city time
reminders_none:
reminders_off:
zone:
zone_example:
zone_hour_example:
zone_ok: city time
quiet_off:
quiet_set: begins ends
quiet_ask: begins ends time
unknown_note:
overflow_note:
zone_ok_ring: city next|wdt time
reminder_tail: tip
reminder_opener_tip:
late: minutes|long
late_tip:
later_ok: time|t usual
nottoday: next|wdt
nottoday_none:
already_later:
ring_over:
"""
