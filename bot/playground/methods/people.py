"""What a bot asks about people, and how it answers their taps."""

from __future__ import annotations

from bot.playground import shapes
from bot.playground.arguments import Arguments
from bot.playground.errors import Json, bad_request
from bot.playground.methods.addressing import chat_of
from bot.playground.text.spans import utf16_length
from bot.playground.world import World

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
    """End the running line of a tapped button; Telegram takes one answer, and not a late one."""
    text = arguments.text("text")
    if utf16_length(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.take(arguments.text("callback_query_id"), world.clock.wall())
    if query is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    toast = {"person": query.person, "message_id": query.message_id, "query_id": query.id}
    world.events.send("toast", {**toast, "text": text, "alert": arguments.flag("show_alert")})
    world.changed()
    return True


async def get_chat(world: World, arguments: Arguments) -> Json:
    person = chat_of(world, arguments)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **shapes.chat(person),
        "accent_color_id": person.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, True),
    }


async def get_member(world: World, arguments: Arguments) -> Json:
    person = chat_of(world, arguments)
    asked = arguments.number("user_id")
    if asked == person.id:
        return {"status": "member", "user": shapes.user(person)}
    if asked == world.profile.id:
        return {"status": "member", "user": world.profile.user()}
    raise bad_request("invalid user_id specified" if asked <= 0 else "user not found")


async def send_action(world: World, arguments: Arguments) -> bool:
    person = chat_of(world, arguments)
    if arguments.text("action").lower() not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.send("typing", {"person": person.id})
    return True
