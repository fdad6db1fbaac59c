"""The phrases that are plain text: buttons, the profile of the bot, and how values are written."""

from __future__ import annotations

PHRASES = """
bot.description:
bot.short_description:

button.start_minutes: n
button.hour: time
button.language_named: name
button.length_n: n
button.current: label
button.rating: state
button.pictures: state
button.pictures_in_reminders: state
button.news: state
button.send_to: n
button.edit_n: n time
button.on_days: days
button.on_date: date
button.off_one: time
button.off_all: n
button.quiet_span: begins ends
button.ring_at: time
button.ring_on: days time
button.ring_once: date time
button.ring_in: length
button.move_to: new old
button.drop_at: time
button.zone: city
button.clock: time
button.more_of: technique
button.in_length: length
button.until: date
button.until_from_now: date
button.rest_weekly:
button.less_of: technique
button.bring_back: technique
button.as_usual: technique

format.minutes: n
format.seconds: n
format.minutes_seconds: m s
format.hours: n
format.hours_minutes: h m
format.long.two: first last
format.every_day:
format.weekdays:
format.weekends:
format.and: first last
format.comma: first last
format.verbatim: text
format.or: first last
format.date: day month
format.range: least most
format.in_utc: moment
format.time_am: hour? hour_12? minute
format.time_pm: hour? hour_12? minute
format.beside: first last
format.on:
format.off:
"""

# Buttons whose label has no placeholder.
BUTTONS = """
try_one_minute techniques routines reminder with_partner on_my_own yes_all_clear not_sure safety a_tip
five_breaths first_breath next_breath once_more start start_now wait stop pause resume skip back continue
try_it why_sources all_five progress add_session hide_streak show_streak dark_on dark_off
later did not_today turn_off tonight other_time old_plan keep_rings change back_now away
my_plan other_hours add_my_plan own_words no_plan more_like_it less_of_it
another when_not_to keep_off pressure get_help not_meant signs leave_a_spot
take_out to_calendar import import_not
delete_all export_first keep change_zone undo add_reminder turn_all_off set_reminder privacy
reminders swap_places quiet_hours quiet_none ring_inside
lighter as_before just_right more close repeat plus_15 minus_15 length pace cues audio
minutes_less minutes_more other_hour days
rate_it dont_ask ask_again history settings language
my_own my_routines new_routine go_on_building start_afresh name_it done save
keep_as_it_was let_it_go edit share rename delete keep_it back_to_it
keep_a_copy look_first no_thanks
try_on_me dont_send stop_sending
"""
