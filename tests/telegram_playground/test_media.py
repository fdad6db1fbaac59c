"""Photos, animations, sound, files, stickers and locations: as what they arrive, and what is refused."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from telegram_playground.arriving import arrive
from telegram_playground.errors import ApiError
from telegram_playground.files import LARGEST_FILE, Files

from .conftest import ANN, GO, TOKEN, Client, until
from .media_files import SAMPLES, gif, mp3, mp4, ogg, png, refused, send, sent

MiB = 1024 * 1024


async def test_a_photo_arrives_with_its_true_size_and_caption(client: Client) -> None:
    given = {
        "caption": "*Warm* hands",
        "parse_mode": "MarkdownV2",
        "show_caption_above_media": True,
        "has_spoiler": True,
        "reply_markup": GO,
        "reply_parameters": {"message_id": 1},
    }

    message = await sent(client, "sendPhoto", given, photo=(png(64, 48), "hands.png"))

    [size] = message["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (64, 48, len(png(64, 48)))
    assert message["caption"] == "Warm hands"
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert (message["show_caption_above_media"], message["has_media_spoiler"]) == (True, True)
    assert (message["reply_markup"], message["reply_to_message"]["message_id"]) == (GO, 1)
    assert "text" not in message and "entities" not in message
    shown = (await client.chat())[-1]
    assert (shown["text"], shown["buttons"], shown["above"], shown["spoiler"]) == (
        "Warm hands",
        [["Go"]],
        True,
        True,
    )
    assert shown["media"] == {
        "kind": "photo",
        "url": shown["media"]["url"],
        "mime": "image/png",
        "file_name": None,
        "sha256": hashlib.sha256(png(64, 48)).hexdigest(),
        "size": len(png(64, 48)),
        "width": 64,
        "height": 48,
        **dict.fromkeys(("duration", "title", "performer", "emoji", "latitude", "longitude")),
    }


@pytest.mark.parametrize(
    ("method", "content", "name", "kind", "facts"),
    [
        ("animation", gif(40, 30), "a.gif", "animation", {"width": 40, "height": 30, "duration": 1}),
        ("animation", mp4(7, (640, 480)), "a.mp4", "animation", {"width": 640, "height": 480, "duration": 7}),
        ("animation", png(4, 4), "a.png", "document", {"mime_type": "image/png"}),
        ("audio", mp3(3), "a.mp3", "audio", {"duration": 3, "mime_type": "audio/mpeg"}),
        ("audio", mp4(9, None), "a.m4a", "audio", {"duration": 9, "mime_type": "audio/mp4"}),
        ("audio", ogg(2), "a.ogg", "document", {"mime_type": "audio/ogg"}),
        ("voice", ogg(2), "a.ogg", "voice", {"duration": 2, "mime_type": "audio/ogg"}),
        ("voice", ogg(2, extra=MiB), "a.ogg", "document", {"file_name": "a.ogg"}),
        ("voice", mp3(70), "a.mp3", "audio", {"duration": 70}),
        ("voice", b"words", "a.txt", "document", {"mime_type": "text/plain"}),
        ("document", b"words", "plan.pdf", "document", {"mime_type": "application/pdf", "file_size": 5}),
        ("sticker", SAMPLES["sticker"][0], "a.webp", "sticker", {"width": 512, "height": 400}),
        ("sticker", b"\x1f\x8b rest", "a.tgs", "sticker", {"is_animated": True, "is_video": False}),
    ],
)
async def test_a_file_arrives_as_what_it_is(
    client: Client, method: str, content: bytes, name: str, kind: str, facts: dict[str, Any]
) -> None:
    message = await sent(client, f"send{method.title()}", **{method: (content, name)})

    assert facts.items() <= message[kind].items()
    media = (await client.chat())[-1]["media"]
    assert (media["kind"], media["size"]) == (kind, len(content))


async def test_what_the_bot_says_of_a_file_goes_before_what_is_read(client: Client) -> None:
    given = {"duration": 900, "title": "Full session", "performer": "Unknot"}
    message = await sent(
        client, "sendAudio", given, audio=(mp3(3), "a.mp3"), thumbnail=(png(90, 90), "t.png")
    )

    assert given.items() <= message["audio"].items()
    assert message["audio"]["thumbnail"]["width"] == 90
    assert message["audio"]["file_name"] == "a.mp3"


async def test_a_file_sent_again_by_its_id_is_the_same_file(client: Client) -> None:
    for kind, (content, name) in SAMPLES.items():
        first = (await sent(client, f"send{kind.title()}", **{kind: (content, name)}))[kind]
        again = (await client.ok(f"send{kind.title()}", chat_id=ANN, **{kind: ids(first)["file_id"]}))[kind]
        assert again == first


def ids(shown: Any) -> dict[str, Any]:
    """Return what holds the ids of a file; a photo is a list of its sizes."""
    found: dict[str, Any] = shown[-1] if isinstance(shown, list) else shown
    return found


async def test_a_photo_is_no_document_and_the_other_way_round(client: Client) -> None:
    photo = ids((await sent(client, "sendPhoto", photo=SAMPLES["photo"]))["photo"])["file_id"]
    document = (await sent(client, "sendDocument", document=SAMPLES["document"]))["document"]["file_id"]

    assert await client.refused("sendDocument", chat_id=ANN, document=photo) == (
        "Bad Request: can't use file of type Photo as Document"
    )
    assert await client.refused("sendPhoto", chat_id=ANN, photo=document) == (
        "Bad Request: can't use file of type Document as Photo"
    )


@pytest.mark.parametrize(
    ("given", "files", "reason"),
    [
        ({}, {}, "there is no photo in the request"),
        ({"photo": "attach://x"}, {}, "there is no photo in the request"),
        ({"photo": "AgAC_nothing"}, {}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "https://example.org/a.png"}, {}, "wrong type of the web page content"),
        ({}, {"photo": (b"", "a.png")}, "file must be non-empty"),
        ({}, {"photo": (b"no picture", "a.png")}, "IMAGE_PROCESS_FAILED"),
        ({}, {"photo": (png(9000, 1001), "a.png")}, "PHOTO_INVALID_DIMENSIONS"),
        ({}, {"photo": (png(210, 10), "a.png")}, "PHOTO_INVALID_DIMENSIONS"),
        ({"caption": "a" * 1025}, {"photo": SAMPLES["photo"]}, "message caption is too long"),
        ({"message_effect_id": "no"}, {"photo": SAMPLES["photo"]}, "EFFECT_ID_INVALID"),
        ({"chat_id": 5}, {"photo": SAMPLES["photo"]}, "chat not found"),
    ],
)
async def test_a_wrong_photo_is_refused_and_leaves_nothing(
    client: Client, given: dict[str, Any], files: dict[str, Any], reason: str
) -> None:
    assert await refused(client, "sendPhoto", given, **files) == f"Bad Request: {reason}"
    assert len(await client.chat()) == 1


async def test_too_large_a_photo_is_refused(client: Client) -> None:
    large = (png(9, 9, extra=10 * MiB), "a.png")
    assert await refused(client, "sendPhoto", photo=large) == "Request Entity Too Large"
    assert (await sent(client, "sendDocument", document=large))["document"]["file_size"] > 10 * MiB


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(ApiError, match="Request Entity Too Large"):
        arrive(Files(), "document", bytes(LARGEST_FILE + 1), "a.bin", {})


async def test_a_file_can_be_attached_under_any_name(client: Client) -> None:
    message = await sent(
        client, "sendPhoto", {"photo": "attach://some_name"}, **{"some_name": SAMPLES["photo"]}
    )
    assert ids(message["photo"])["width"] == 64


async def test_effect_protection_and_silence_are_kept(client: Client) -> None:
    given = {
        "message_effect_id": "5104841245755180586",
        "protect_content": True,
        "disable_notification": True,
    }
    message = await sent(client, "sendVoice", given, voice=SAMPLES["voice"])

    assert (message["effect_id"], message["has_protected_content"]) == ("5104841245755180586", True)
    shown = (await client.chat())[-1]
    assert (shown["silent"], shown["effect"]) == (True, "5104841245755180586")


async def test_a_place_arrives(client: Client) -> None:
    given = {"latitude": 52.5200066, "longitude": "13.404954", "horizontal_accuracy": 20}
    message = await client.ok("sendLocation", chat_id=ANN, **given)

    place = {"latitude": 52.520007, "longitude": 13.404954, "horizontal_accuracy": 20}
    assert message["location"] == place
    media = (await client.chat())[-1]["media"]
    assert (media["kind"], media["url"], media["latitude"]) == ("location", None, 52.520007)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"longitude": 1}, "latitude is empty"),
        ({"latitude": 1}, "longitude is empty"),
        ({"latitude": 91, "longitude": 1}, "wrong location specified"),
        ({"latitude": "north", "longitude": 1}, 'can\'t parse "latitude" as Number'),
        ({"latitude": 1, "longitude": 1, "live_period": 5}, "wrong live location period specified"),
    ],
)
async def test_a_wrong_place_is_refused(client: Client, given: dict[str, Any], reason: str) -> None:
    assert await client.refused("sendLocation", chat_id=ANN, **given) == f"Bad Request: {reason}"


async def test_a_caption_can_be_changed_and_taken_away(client: Client) -> None:
    photo = await sent(client, "sendPhoto", {"caption": "a", "reply_markup": GO}, photo=SAMPLES["photo"])
    place = {"chat_id": ANN, "message_id": photo["message_id"]}

    edited = await client.ok("editMessageCaption", caption="<b>b</b>", parse_mode="HTML", **place)
    bare = await client.ok("editMessageCaption", **place)

    assert (edited["caption"], edited["photo"], "reply_markup" in edited) == ("b", photo["photo"], False)
    assert "caption" not in bare and bare["photo"] == photo["photo"]
    assert "message is not modified" in await client.refused("editMessageCaption", **place)


async def test_text_and_caption_are_not_mixed_up(client: Client) -> None:
    text = await client.ok("sendMessage", chat_id=ANN, text="a")
    photo = await sent(client, "sendPhoto", photo=SAMPLES["photo"])
    sticker = await sent(client, "sendSticker", sticker=SAMPLES["sticker"])

    async def refusal(method: str, message: Any, **given: Any) -> str:
        return await client.refused(method, chat_id=ANN, message_id=message["message_id"], **given)

    no_text = "Bad Request: there is no text in the message to edit"
    no_caption = "Bad Request: there is no caption in the message to edit"
    assert await refusal("editMessageText", photo, text="b") == no_text
    assert await refusal("editMessageCaption", text, caption="b") == no_caption
    assert await refusal("editMessageCaption", sticker, caption="b") == no_caption


async def test_media_can_be_exchanged(client: Client) -> None:
    photo = await sent(client, "sendPhoto", {"caption": "a"}, photo=SAMPLES["photo"])
    place = {"message_id": photo["message_id"]}

    media = {"type": "animation", "media": "attach://clip", "caption": "*b*", "parse_mode": "MarkdownV2"}
    moving = await sent(client, "editMessageMedia", {**place, "media": media}, clip=SAMPLES["animation"])
    back = {"type": "photo", "media": ids(photo["photo"])["file_id"]}
    still = await sent(client, "editMessageMedia", {**place, "media": back, "reply_markup": GO})

    assert (moving["animation"]["width"], moving["caption"], "photo" in moving) == (40, "b", False)
    assert (still["photo"], "caption" in still, still["reply_markup"]) == (photo["photo"], False, GO)
    same = await refused(client, "editMessageMedia", {**place, "media": back, "reply_markup": GO})
    assert "message is not modified" in same


async def test_media_can_be_added_to_a_text(client: Client) -> None:
    text = await client.ok("sendMessage", chat_id=ANN, text="a")
    media = {"type": "photo", "media": "attach://x"}

    edited = await sent(
        client, "editMessageMedia", {"message_id": text["message_id"], "media": media}, x=SAMPLES["photo"]
    )

    assert "text" not in edited and edited["photo"]


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        (None, 'parameter "media" is required'),
        ("{", "can't parse input media JSON object"),
        ([], "can't parse InputMedia: expected an Object"),
        ({"media": "x"}, "can't parse InputMedia: Can't find field \"type\""),
        ({"type": "poem", "media": "x"}, 'can\'t parse InputMedia: type "poem" is unsupported'),
        ({"type": "photo"}, "can't parse InputMedia: media not found"),
        ({"type": "photo", "media": "attach://x"}, "can't parse InputMedia: media not found"),
        ({"type": "photo", "media": "nothing"}, "wrong file identifier/HTTP URL specified"),
        (
            {"type": "photo", "media": "x", "caption": 5},
            'can\'t parse InputMedia: Field "caption" must be of type String',
        ),
    ],
)
async def test_wrong_media_are_refused(client: Client, media: Any, reason: str) -> None:
    message = await client.ok("sendMessage", chat_id=ANN, text="a")
    given = {"chat_id": ANN, "message_id": message["message_id"], "media": media}
    assert await client.refused("editMessageMedia", **given) == f"Bad Request: {reason}"


async def test_video_says_that_it_is_not_built(client: Client) -> None:
    media = {"type": "video", "media": "x"}
    answer = await client.call("editMessageMedia", chat_id=ANN, message_id=1, media=media)
    assert (answer["error_code"], "video" in answer["description"]) == (501, True)


async def test_messages_are_pinned_and_the_newest_is_shown(client: Client) -> None:
    numbers = [(await client.ok("sendMessage", chat_id=ANN, text=text))["message_id"] for text in "abc"]

    async def pinned() -> Any:
        return (await client.get(f"people/{ANN}/chat"))["pinned"]

    assert await pinned() is None
    for number in (numbers[2], numbers[0], numbers[1]):
        await client.ok("pinChatMessage", chat_id=ANN, message_id=number)
    assert await pinned() == numbers[2]
    assert (await client.ok("getChat", chat_id=ANN))["pinned_message"]["message_id"] == numbers[2]
    await client.ok("unpinChatMessage", chat_id=ANN)
    assert await pinned() == numbers[1]
    await client.ok("deleteMessage", chat_id=ANN, message_id=numbers[1])
    assert await pinned() == numbers[0]
    await client.ok("unpinAllChatMessages", chat_id=ANN)
    assert await pinned() is None
    assert await client.refused("pinChatMessage", chat_id=ANN, message_id=99) == (
        "Bad Request: message to pin not found"
    )


async def test_pages_hear_of_pins(client: Client) -> None:
    message = await client.ok("sendMessage", chat_id=ANN, text="a")
    place = {"chat_id": ANN, "message_id": message["message_id"]}
    events = client.events()
    await anext(events)

    await client.ok("pinChatMessage", **place)
    await client.ok("pinChatMessage", **place)
    await client.ok("deleteMessage", **place)
    await client.ok("sendChatAction", chat_id=ANN, action="typing")

    seen = [data async for name, data in until(events, "typing") if name == "pinned"]
    await events.aclose()
    assert [(one["person"], one["message_id"]) for one in seen] == [(ANN, message["message_id"]), (ANN, None)]


async def test_several_messages_are_deleted_at_once(client: Client) -> None:
    numbers = [(await client.ok("sendMessage", chat_id=ANN, text=text))["message_id"] for text in "abc"]

    await client.ok("deleteMessages", chat_id=ANN, message_ids=[numbers[0], numbers[2], numbers[2], 99])

    assert [one["id"] for one in await client.chat()] == [1, numbers[1]]
    for given, reason in (
        (None, "message identifiers are not specified"),
        ([0], "invalid message identifier specified"),
        (["x"], "can't parse message identifier as Number"),
        ([{}], "message identifier must be a Number"),
        (list(range(1, 102)), "too many message identifiers specified"),
        (5, "expected an Array of message identifiers"),
    ):
        assert (
            await client.refused("deleteMessages", chat_id=ANN, message_ids=given) == f"Bad Request: {reason}"
        )


async def test_calls_with_files_are_logged_without_their_bytes(client: Client) -> None:
    await send(client, "sendPhoto", photo=SAMPLES["photo"])

    call = (await client.get("calls"))["calls"][-1]

    assert call["request"] == {"chat_id": ANN, "photo": f"<file a.png, {len(SAMPLES['photo'][0])} bytes>"}
    assert TOKEN.split(":")[1] not in json.dumps(call)


async def test_python_telegram_bot_and_aiogram_send_files(client: Client) -> None:
    aiogram = pytest.importorskip("aiogram")
    session = pytest.importorskip("aiogram.client.session.aiohttp")
    api = pytest.importorskip("aiogram.client.telegram")
    from telegram import Bot, InputMediaAnimation, Message

    async with Bot(TOKEN, base_url=client.url + "/bot", base_file_url=client.url + "/file/bot") as bot:
        photo = await bot.send_photo(ANN, png(20, 10), caption="*a*", parse_mode="MarkdownV2")
        assert (photo.photo[-1].width, photo.caption_markdown_v2) == (20, "*a*")
        fetched = await (await bot.get_file(photo.photo[-1])).download_as_bytearray()
        assert bytes(fetched) == png(20, 10)
        media = InputMediaAnimation(gif(40, 30), caption="b")
        edited = await bot.edit_message_media(media, ANN, photo.message_id)
        assert isinstance(edited, Message)
        assert edited.animation and edited.animation.width == 40
        voice = await bot.send_voice(ANN, ogg(2), duration=2)
        assert voice.voice and voice.voice.to_dict()["duration"] == 2

    server = api.TelegramAPIServer.from_base(client.url)
    async with aiogram.Bot(TOKEN, session=session.AiohttpSession(api=server)) as other:
        upload = aiogram.types.BufferedInputFile(mp3(3), "a.mp3")
        audio = (await other.send_audio(ANN, upload, title="Breath")).audio
        assert (audio.title, audio.duration) == ("Breath", 3)
        assert (await other.download(audio)).read() == mp3(3)
