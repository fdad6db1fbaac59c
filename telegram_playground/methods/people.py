"""What a bot asks about people, and how it answers their taps."""

from __future__ import annotations

from telegram_playground import members, membership, shapes
from telegram_playground.arguments import Arguments
from telegram_playground.errors import Json, bad_request
from telegram_playground.groups import Group
from telegram_playground.methods.addressing import chat_of, group_of, topic_of
from telegram_playground.spec import fields_of_type
from telegram_playground.text.spans import utf16_length
from telegram_playground.world import World

LONGEST_TOAST = 200
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


async def answer_query(world: World, arguments: Arguments) -> bool:
    """Answer a tap; Telegram takes one answer for each tap, and no late one."""
    text = arguments.text("text")
    if utf16_length(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.take(arguments.text("callback_query_id"), world.clock.wall())
    if query is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.tell(
        "toast",
        query.chat or query.person,
        by=query.person,
        message_id=query.message_id,
        query_id=query.id,
        text=text,
        alert=arguments.flag("show_alert"),
    )
    world.changed()
    return True


async def get_chat(world: World, arguments: Arguments) -> Json:
    peer = chat_of(world, arguments, writes=False)
    pinned = world.chats.find(peer.id, world.chats.pinned_in(peer.id) or 0)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **shapes.chat(peer),
        "accent_color_id": abs(peer.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, peer.id > 0),
        **({"permissions": dict.fromkeys(fields_of_type("ChatPermissions"), True)} if peer.id < 0 else {}),
        **({"pinned_message": world.shape(pinned)} if pinned else {}),
    }


async def get_member(world: World, arguments: Arguments) -> Json:
    peer = chat_of(world, arguments, writes=False)
    asked = arguments.number("user_id")
    if asked <= 0:
        raise bad_request("invalid user_id specified")
    if asked == world.profile.id:
        return members.member(world.profile.user(), peer.bot if isinstance(peer, Group) else "member")
    person = world.chats.people.get(asked)
    if isinstance(peer, Group) and person is not None:
        return members.member(shapes.user(person), peer.status_of(asked))
    if person is not None and person is peer:
        return members.member(shapes.user(person), "member")
    raise bad_request("user not found")


async def get_administrators(world: World, arguments: Arguments) -> list[Json]:
    group = group_of(world, arguments)
    people = world.chats.people
    found = [members.member(shapes.user(people[one]), group.status_of(one)) for one in group.administrators]
    if group.bot == "administrator" and arguments.flag("return_bots"):
        found.append(members.member(world.profile.user(), group.bot))
    return found


async def get_member_count(world: World, arguments: Arguments) -> int:
    peer = chat_of(world, arguments, writes=False)
    return len(peer.members) + 1 if isinstance(peer, Group) else 2


async def leave_chat(world: World, arguments: Arguments) -> bool:
    peer = chat_of(world, arguments, writes=False)
    if not isinstance(peer, Group):
        raise bad_request("chat member status can't be changed in private chats")
    membership.bot_leaves(world, peer)
    return True


async def send_action(world: World, arguments: Arguments) -> bool:
    peer = chat_of(world, arguments)
    topic_of(peer, arguments)
    if arguments.text("action").lower() not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.tell("typing", peer.id)
    return True
