"""Data of the buttons that people have in their chats: every form that was sent, with all optional parts."""

from __future__ import annotations

LOOKING = (
    *("pick", "techs", "tip", "history", "privacy", "breaths"),
    *("tech:kneading", "why:rolling", "try:tapping"),
    *("safety", "safety:when_not", "safety:keep_off", "safety:pressure"),
)
PLANNING = (
    *("who:taster", "plan:full", "plan:own_7", "plan:own_7:partner"),
    *("plan:full:partner", "plan:spare:full:partner", "plan:full:partner:10"),
    *("plan:full:partner:10:beginner", "plan:spare:solo:alone:5:practised"),
    *("length:full:partner:10:beginner", "length:spare:full:alone:3:practised"),
    *("pace:deep:partner:20:beginner", "pace:spare:full:partner:10:practised"),
    *("cues:solo:alone:5:beginner", "cues:spare:full:partner:10:practised"),
    *("cue:full:partner:10:beginner:half", "cue:full:partner:10:beginner:ten"),
    *("cue:full:partner:10:beginner:side", "cue:spare:full:partner:10:practised:sound"),
)
SESSIONS = (
    *("begin:full:partner", "begin:full:partner:10", "begin:full:partner:10:practised"),
    *("begin:taster:alone:1", "begin:own_7:partner"),
    *("begin:spare:full:partner:10:beginner", "begin:spare:full:partner", "begin:spare:own_7:partner"),
    *("spare:full:partner", "spare:full:partner:15", "spare:solo:alone:5:practised", "spare:own_7:partner"),
    *("clear:resume", "clear:swap:41"),
    *("clear:full:partner", "clear:full:partner:10", "clear:full:partner:10:beginner"),
    *("clear:spare:full:partner:10:practised", "clear:own_7:partner", "clear:spare:own_7:partner"),
    *("unsure", "not_meant", "swap:41"),
    *("now:41:1", "skip:41:2", "back:41:3", "pause:41:4", "resume:41:5", "stop:41:6", "repeat:41:7"),
    *("lighter:41:8", "just_right:41:9", "more:41:10", "less:41:11", "plus:41:12", "minus:41:13"),
)
AFTER = (
    *("rate:41", "felt:41:looser", "felt:41:same", "felt:41:stiffer", "dont_ask"),
    *("like:41:kneading:more", "like:41:pinching:less"),
    *("settings", "asking:on", "asking:off", "restore:pushing"),
    *("delete", "delete_all", "keep"),
)
REMINDERS = (
    *("remind", "hour:0830", "hour:2000", "reminders", "all_off", "zone"),
    *("sure:2230:127", "sure:0800,2230:31"),
    *("quiet", "quiet:off", "quiet:2100:0800"),
    *("undo:3", "undo:3,4,5", "drop:3"),
    *("go:3:full:partner", "go:3:full:partner:10", "go:3:solo:alone:5", "go:3:own_7:partner"),
    *("later:3", "not_today:3"),
)
OWN = (
    *("own:list", "own:new", "own:afresh", "own:name", "own:leave"),
    *("own:share:7", "own:rename:7", "own:delete:7", "own:erase:7"),
    *("own:look:4AAC7NT2AvPZ6mYND8T-FR", "own:take:_oXRGSMdM4NyRaEMUMy-Qx"),
    *("own:build", "own:undo", "own:add:kneading"),
    *(
        "own:order:0",
        "own:times:12",
        "own:up:1",
        "own:down:0",
        "own:remove:2",
        "own:shorter:3",
        "own:longer:4",
    ),
    *("edit:7", "edit:7:afresh", "edit:7:save", "edit:7:leave"),
    *("edit:7:build", "edit:7:undo", "edit:7:add:pinching"),
    *("edit:7:order:0", "edit:7:times:12", "edit:7:up:1", "edit:7:down:0"),
    *("edit:7:remove:2", "edit:7:shorter:3", "edit:7:longer:4"),
)
SENT_BEFORE = (*LOOKING, *PLANNING, *SESSIONS, *AFTER, *REMINDERS, *OWN)
