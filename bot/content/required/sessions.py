"""The phrases of a session: the plan, the safety question, the steps, the end."""

from __future__ import annotations

PHRASES = """
who:
pick: list
plan: audience length routine steps
plan_line: name time
plan_line_sides: name time
plan_nearest: wished|long
plan_needs: things
plan_shortened: limits technique time
plan_line_walking: name time walk
plan_became: routine techniques
plan_grew: routine techniques
plan_less_time: routine
plan_more_time: routine
cue_side_partner:
pace_about:
cues_about:
limits: least most
just_right:
firmer:
swap_later:
rhythm_said:
sound_said:

track: audience length routine
track_title: length routine
track_by:
track_words: words
track_words_more: words
track_line: at words
track_none:
track_no_voice:
ear.cue.half:
ear.cue.ten:
ear.cue.side:
ear.cue.side_partner:
ear.pressure: range
ear.pressure_low_ribs: low range
ear.range: least most

gate:
unsure:
five_breaths:
breath: i n words
breaths_done:
call_now:
safety: call_now
redflag: call_now
redflag_running: call_now
redflag_today: call_now
redflag_ask:
crisis:
crisis_known: emergency name number
crisis_some_hours: name number
leave_out:
care:
pain:
ok_go_on:
gate_yes:
gate_again:

ready: n
ready_solo: n
ready_past:
ready_solo_past:
step_header: i length n name
pressure: range
pressure_low_ribs: low range
card_next: next next_length
card_next_last:
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
as_before:
as_before_already:
stretched: left
e_stretch:
already_paused:
already_running:
too_early:
resumed:
skipped: next
outage: i minutes|long technique
busy: i n
session_on: i n
session_waits: i n
lapsed:
stopped: minutes|long
stopped_toast:
stopped_early:
end: exercise length routine summary
end_short: exercise length planned routine summary
end_skipped: exercise routine
summary_item: technique time
rate:
rated:
rated_thanks: felt
rated_felt: felt
rated_stiffer:
rating_off:
liking_less_about:
liking_more_about:
less_of: techniques
left_out: technique
left_out_several: techniques
fills: minutes|long
more_of: techniques
"""
