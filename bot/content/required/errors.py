"""The phrases that say what went wrong, or what is not possible."""

from __future__ import annotations

PHRASES = """
oops:
e_time: text
e_routine: nearest text
e_routine_plain: text
e_technique: nearest text
e_technique_plain: text
e_session_gone:
e_theirs:
e_long: n
e_idle:
e_idle_plain:
e_length: lengths minutes routine
e_length_alone: lengths minutes routine
e_zone: text
e_hour_taken:
e_moment_past:
e_zone_first:
e_seven:
seven_move: new old
e_seven_hours:
e_lost: nearest
e_lost_plain:
e_lost_session:
e_lost_paused:
e_voice:
e_voice_idle:
e_unread:
e_unread_session:
e_forwarded:
e_forwarded_session:
e_forwarded_paused:
e_edited:
e_edited_session:
e_passed_over:
e_passed_over_paused:
e_admin:
e_admin_unknown:
e_link:
e_link_hello:
e_name: suggestion
e_name_ours: suggestion
e_name_empty:
e_name_long: most n
e_twenty:
e_step_time: least most technique
e_own_private: bot start
e_own_private_plain:
"""
