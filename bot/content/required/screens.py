"""The phrases of all other screens: welcome, help, techniques, tips, privacy, history, settings."""

from __future__ import annotations

PHRASES = """
tips_more:
tips_less:
start: name
hello: name
again: minutes suggestion
help:
techs: list
techs_some: list
about_line: about name
picture_told: shows
tip: tip
tip_posture: tip
tip_exercise: tip
privacy: backups history messages|long
privacy_all_kept:
privacy_history_kept: length|long
privacy_backups_unknown:
privacy_no_backups:
privacy_backups_kept: length|long
export:
export_note:
export_none:
import_ask:
import_done: made_at|wdt
import_left:
import_reading:
import_often:
import_live:
import_gone:
import_strange:
import_large:
import_damaged:
import_newer:
import_theirs:
import_unfetched:
calendar:
calendar_event:
calendar_none:
calendar_no_zone:
delete:
delete_kept:
tap_one:
tap_above:
deleted:
group: bot
group_help: at
neck:
body_no:
no_claim:
own_advice:
adults_only:
sober_only:
sexual_no:

history: length list n
history_line: at|wd length routine
history_line_felt: at|wd felt length routine
history_other:
history_technique: length technique
history_none:
settings: rating
settings_on:
settings_off:
settings_more: techniques
settings_less: techniques
settings_language: language
settings_zone: city
settings_no_zone:
language_name:
language:
language_set:
simplified:
reloaded:
not_reloaded: n fault
news_note:
broadcast_how:
broadcast_long: n most
broadcast_another:
broadcast_ask: n
broadcast_on:
broadcast_numbers: failed sent total unknown waiting
broadcast_stops:
broadcast_stopped: waiting
broadcast_done:
broadcast_result: failed left_out sent total unknown
broadcast_dropped:
stats: begun begun_week chats finished finished_week month reminders week
stats_messages: failed late sent unknown waiting
stats_program: database runs|long version
"""
