"""ChatMember objects, and the updates that report a change of membership."""

from __future__ import annotations

from telegram_playground.errors import Json

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
)
# A new administrator does not have these rights by default.
_NOT_BY_DEFAULT = ("can_promote_members", "can_post_stories", "can_edit_stories", "can_delete_stories")


def member(user: Json, status: str) -> Json:
    """Return the Bot API's ChatMember for one of its statuses."""
    shape: Json = {"user": user, "status": status}
    match status:
        case "creator":
            return {**shape, "is_anonymous": False}
        case "administrator":
            rights = dict.fromkeys(_RIGHTS, True) | dict.fromkeys(_NOT_BY_DEFAULT, False)
            return {**shape, "can_be_edited": False, "is_anonymous": False, **rights}
        case "kicked":
            return {**shape, "until_date": 0}
        case _:
            return shape


def change(chat: Json, by: Json, date: int, user: Json, old: str, new: str) -> Json:
    """Return the Bot API's ChatMemberUpdated."""
    return {
        "chat": chat,
        "from": by,
        "date": date,
        "old_chat_member": member(user, old),
        "new_chat_member": member(user, new),
    }
