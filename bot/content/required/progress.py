"""The phrases about what somebody has done, and of sessions that are added afterwards."""

from __future__ import annotations

PHRASES = """
today:
yesterday:
month_of_year: month year
progress_month: month days length
progress_month_days: month days
progress_week: list
progress_week_none:
progress_day: day length
progress_day_done: day
progress_streak: n best
progress_reserve: left
progress_spent: list
progress_strength: pct
progress_totals: days n length
progress_totals_days: days
progress_most: technique length
progress_none:
chart_sum: days length
chart_sum_days: days
chart_streak: n
chart_less:
chart_more:
chart_reserve:
chart_week:
chart_week_sum: length
add_day:
add_length: date
add_too_many: example
added: date length
added_already:
taken_out: date length
day_begins: time
in_a_row: n
reserve_kept: left
back_again: total
welcome_back: total

button.length_of: length
button.day_begins: time
"""
