"""The phrases of the routines that people build."""

from __future__ import annotations

PHRASES = """
mine: list n
mine_many: n
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
"""
