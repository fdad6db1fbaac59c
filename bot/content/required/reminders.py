"""The phrases of reminders, time zones and quiet hours."""

from __future__ import annotations

PHRASES = """
remind:
remind_ok: city days next|wdt time
remind_kept: days time
remind_kept_each: list
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
ask_which_quiet:
ask_halves:
ask_day:
ask_left: text
ask_meant:
ask_change:
moved_ok: days new next|wdt old
moved_plan: cue
moved_once: date new old
dropped_ok: days time
dropped_once: date time
ask_left_only: text
ask_move:
ask_zone_first:
later_once: time|t
zone_fits:
zone_which: text
zone_meant:
zone_then_hour:
zone_near: text
zone_half: earlier later
zone_offset: city time
reminders_none:
reminders_off:
off_ask_one: list
off_ask_all: list
off_ask_which: list time
zone:
zone_example:
zone_hour_example:
zone_ok: city time
quiet_off:
quiet_set: begins ends
quiet_ask: begins ends time
quiet_waits: ends list
reminder_line_waits: line time
unknown_note:
overflow_note:
zone_ok_ring: city next|wdt time
zone_passed: time
reminder_tail: tip
reminder_opener_tip:
late: minutes|long
late_tip:
later_ok: time|t usual
nottoday: next|wdt
nottoday_none:
already_later:
later_ask:
later_unread:
later_example:
done: next|wdt
done_plain:
taken_back: next|wdt
taken_back_plain:
better_hour: time
quiet_from:
quiet_until: begins
quiet_unread:
quiet_example:
away_ask: example
away_set: date next|wdt
away_set_plain: date
away_singles:
away_streak:
away_past: example
away_far: example
away_ahead: date example
away_once_or_weekly: days
away_no_date: example
away_end: next|wdt
away_end_plain:
ask_fewer: now
rings_now: days time
turned_weekly: day time
rings_goodbye:
rings_stay: next|wdt
rings_none:
reminder_one_paused:
reminder_line_paused: line
reminder_line_planned: cue line
reminders_resting: list
reminders_away: date
plan_ask:
plan_own:
plan_own_long:
plan_own_example:
plan_barrier:
plan_ok: cue days time
plan_quoted:
plan_gone:
plan_quote: cue
plan_quote_if: fallback plan
cue_own: text
ring_over:
"""
