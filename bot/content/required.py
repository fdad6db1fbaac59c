"""The phrases that each language must have, and the placeholders that the bot fills in each of them.

A line is `phrase: placeholder placeholder`; `next|wdt` is a moment that the phone itself shows. Phrases that
belong to a technique, a routine, a step, a tip or a value of the domain are derived from those, below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.content.facts import Facts
from bot.domain.catalogue import Audience
from bot.domain.days import NAMES
from bot.domain.own import Limit
from bot.domain.plan import EVERY_CUE, PACED, Pace
from bot.domain.session import Feeling
from bot.screens.basics import THANKS
from bot.screens.presses import Change, SafetyPart

_PHRASES = """
start: name
again: minutes suggestion
who:
help:
techs: list
techs_some: list
about_line: about name
pick: list
plan: audience length routine steps
plan_line: name time
plan_line_sides: name time
plan_nearest: wished
plan_needs: things
plan_shortened: limits technique time
plan_too_short: techniques
pace_about:
cues_about:
limits: least most
tip: tip
tip_posture: tip
tip_exercise: tip
privacy:
delete:
delete_kept:
deleted:
group: bot
group_help: at
just_right:
firmer:
rhythm_said:
sound_said:
neck:
no_claim:
adults_only:
sober_only:

mine: list n
mine_none:
mine_line: i length name
mine_unsaved: name
unsaved: name
new_routine:
own_routine:
builder: n name steps total
builder_line: i step
builder_line_chosen: i step
builder_add:
builder_order:
builder_times:
builder_name:
builder_name_example:
saved: name
renamed: name
not_named:
not_renamed: name
edited: name
edited_shared: name
own_link:
share: bot name token
own_delete: name
own_deleted: name
own_gone:
shared: length name sender
copied:
no_copy:

gate:
unsure:
five_breaths:
call_now:
safety: call_now
redflag: call_now
redflag_running: call_now
redflag_today: call_now
redflag_ask:
ok_go_on:
gate_yes:

ready: n
ready_solo: n
ready_past:
ready_solo_past:
step_header: i length n name
pressure: range
pressure_low_ribs: low range
card_left: left next next_length
card_left_last: left
card_done_at: time|t
time_left_ready: length
card_bar: bar percent
paused: i left n time|wt
paused_ready: time|wt
paused_plain: i left n time|wt
paused_toast:
paused_pain:
soreness:
lighter:
lighter_plain:
lighter_2:
stretched: left
e_stretch:
already_paused:
already_running:
too_early:
resumed:
skipped: next
outage: i minutes technique
busy: i n
lapsed:
stopped: minutes
stopped_toast:
stopped_early:
end: exercise length routine summary
summary_item: technique time
rate:
rated:
rated_plain:
rated_stiffer:
rating_off:
liking.more: technique
liking.less: technique
liking_less_about:
liking_more_about:
less_of: techniques
left_out: technique
left_out_several: techniques
fills: minutes
more_of: techniques

history: length list n
history_line: at|wd length routine
history_line_felt: at|wd felt length routine
history_other:
history_technique: length technique
history_none:
settings: rating
settings_on:
settings_off:
settings_more: technique
settings_less: technique
settings_language: language
settings_zone: city
settings_no_zone:
language_name:

remind:
remind_ok: city days next|wdt time
remind_kept: days time
reminders: city list next|wdt
reminders_no_zone: list
reminder_line: days i time
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
zone_ok_ring: city next|wdt time
reminder_opener.1: minutes
reminder_opener.2: routine
reminder_opener.3:
reminder_opener.4:
reminder_tail: tip
reminder_opener_tip:
late: minutes
late_tip:
later_ok: time|t usual
nottoday: next|wdt
nottoday_none:
already_later:

oops:
e_time: text
e_routine: nearest text
e_routine_plain: text
e_technique: nearest text
e_stale:
e_theirs:
e_long: n
e_idle:
e_idle_plain:
e_length: lengths minutes routine
e_length_alone: lengths minutes routine
e_zone: text
e_seven:
e_lost: nearest
e_lost_plain:
e_lost_session:
e_voice:
e_voice_idle:
e_admin:
e_admin_unknown:
e_link:
e_link_hello:
e_name: suggestion
e_name_ours: suggestion
e_name_empty:
e_name_long: most n
e_twenty:
e_fifteen:
e_thirty:
e_step_time: least most technique
e_step_order:
e_nothing_to_undo:
e_empty_draft:
e_own_private: bot start
e_own_private_plain:

bot.description:
bot.short_description:
button.start_minutes: n
button.hour: time
button.length_n: n
button.current: label
button.cue_half: state
button.cue_ten: state
button.cue_side: state
button.cue_sound: state
button.rating: state
button.delete_n: n time
button.quiet_span: begins ends
button.ring_at: time
button.more_of: technique
button.less_of: technique
button.bring_back: technique
button.as_usual: technique
format.minutes: n
format.seconds: n
format.minutes_seconds: m s
format.every_day:
format.weekdays:
format.weekends:
format.and: first last
format.comma: first last
format.verbatim: text
format.or: first last
format.date: day month
format.beside: first last
format.on:
format.off:
"""

_BUTTONS = """
try_one_minute techniques routines reminder with_partner on_my_own yes_all_clear not_sure safety a_tip
five_breaths start start_now wait stop pause resume skip back continue try_it why_sources all_five
later_15 not_today stop_reminders another when_not_to keep_off pressure get_help not_meant
delete_all keep change_zone undo add_reminder turn_all_off set_reminder privacy
reminders swap_places quiet_hours quiet_none
lighter just_right more close repeat plus_15 minus_15 length pace cues
rate_it dont_ask ask_again history settings
my_own my_routines new_routine go_on_building start_afresh name_it done save
keep_as_it_was let_it_go edit share rename delete keep_it back_to_it
keep_a_copy look_first no_thanks
"""

_COMMANDS = """
start routine my_routines techniques technique pause resume skip back stop remind reminders timezone history
settings tip safety privacy delete_me help
"""

DAY_WORDS = (*NAMES, "daily", "weekdays", "weekends")

# Answers to a tap: Telegram shows them as plain text, at most 200 characters.
TOASTS = frozenset(
    {
        "paused_toast",
        "lighter",
        "lighter_plain",
        "lighter_2",
        "just_right",
        "stretched",
        "e_stretch",
        "already_paused",
        "already_running",
        "already_later",
        "resumed",
        "skipped",
        "e_theirs",
        *(limit.value for limit in Limit),
    }
)


def required_phrases(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Return every phrase id that each language must have, with its placeholders."""
    required = {}
    for line in _PHRASES.split("\n"):
        phrase, colon, placeholders = line.partition(":")
        if colon:
            required[phrase] = frozenset(placeholders.split())
    adjustable = {
        step.prompt: frozenset({"pressure", "rhythm"} if step.prompt in PACED else {"pressure"})
        for step in facts.steps
        if step.pressure
    }
    return required | {phrase: frozenset() for phrase in _derived(facts)} | adjustable


def _derived(facts: Facts) -> Iterable[str]:
    # The last three are labels of buttons whose press has that value.
    yield from (f"button.{button}" for button in (*_BUTTONS.split(), *Pace, *Feeling, *Change))
    yield from (f"command.{command}" for command in _COMMANDS.split())
    yield from (f"cue_{cue.name}" for cue in EVERY_CUE)
    yield from (f"felt.{feeling}" for feeling in Feeling)
    yield from (f"safety_{part}" for part in SafetyPart)
    yield from (f"audience.{audience}" for audience in Audience)
    yield from (f"thanks.{number}" for number in range(1, THANKS + 1))
    yield from (f"format.day.{day}" for day in NAMES)
    yield from (f"format.month.{month}" for month in range(1, 13))
    for technique in facts.techniques:
        yield f"command.{technique}"
        yield f"button.add_{technique}"
        yield from (f"technique.{technique}.{part}" for part in ("name", "line", "card", "why"))
    for routine in facts.routines:
        yield f"button.routine.{routine}"
        yield from (f"routine.{routine}.{part}" for part in ("name", "line"))
    yield from (f"tip.{tip}" for tip in facts.tips)
    for step in facts.steps:
        yield from (step.prompt, step.name, *(f"need.{need}" for need in step.needs))
        if step.prompt in PACED:
            yield from (f"rhythm.{step.technique}.{pace}" for pace in Pace)
