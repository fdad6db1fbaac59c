"""Messages that are not text: pictures, films, sounds, files, stickers and locations, in both directions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.telegram_playground.page.scripted import ScriptedBot, png, say, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ANN = 1001
SHOWN = "node => node.complete && node.naturalWidth > 0"


async def test_each_kind_of_media_is_shown_with_its_caption(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page()
    await started(page)

    for kind in ("photo", "animation", "audio", "voice", "document", "sticker"):
        caption = {} if kind == "sticker" else {"caption": f"This is the {kind}"}
        await bot.send(kind, ANN, **caption)
        await page.wait_for_selector(f"#log .media[data-kind={kind}]")
    await bot.call("sendLocation", chat_id=ANN, latitude=52.52, longitude=13.405)

    await page.wait_for_selector("#log .place >> text=Berlin")
    picture = page.locator(".media[data-kind=photo] img")
    await picture.scroll_into_view_if_needed()
    await picture.evaluate("async node => { await node.decode(); }")
    assert await picture.evaluate(SHOWN)
    assert await picture.get_attribute("alt") == "Photo: Five days of a month"
    assert await page.get_attribute(".media[data-kind=animation] img", "alt") == "Animation: Hands circle"
    assert await page.locator("#log .text >> text=This is the voice").count() == 1
    assert await page.get_attribute(".file", "download") == "export.json"
    assert await page.locator(".media[data-kind=sticker] img").count() == 1


async def test_a_player_plays_seeks_and_changes_its_speed(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page()
    await started(page)
    await bot.send("voice", ANN, duration=1)
    player = page.locator(".player.voice")

    await player.locator(".play").click()
    await page.wait_for_selector(".player .play[aria-label='Pause the voice message']")
    await player.locator("input").fill("0.5")
    await player.locator(".rate").click()
    await player.locator(".rate").click()

    heights = "[...document.querySelectorAll('.wave i')].map(bar => bar.offsetHeight)"
    assert len(set(await page.evaluate(heights))) > 3
    assert await player.locator("audio").evaluate("node => node.playbackRate") == 2
    assert await player.locator(".rate").inner_text() == "2×"
    assert " of 0:01" in await player.locator("input").get_attribute("aria-valuetext")


async def test_an_animation_pauses_and_goes_on_by_a_click(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page()
    await started(page)
    await bot.send("animation", ANN)
    film = page.locator(".film")

    # In a browser that is set to reduced motion an animation does not play at first.
    await page.wait_for_selector("[aria-label='Play the animation']")
    await film.locator(".toggle").click()
    played = await film.get_attribute("class")
    await film.locator(".toggle").click()

    assert played == "film playing"
    assert await film.get_attribute("class") == "film"


async def test_people_send_photos_documents_voices_and_places(
    open_page: Any, bot: ScriptedBot, tmp_path: Path
) -> None:
    page = await open_page()
    await started(page)
    (tmp_path / "back.png").write_bytes(png(40, 30))
    (tmp_path / "letter.txt").write_text("My shoulders hurt.")

    for item, name in (("Photo", "back.png"), ("Document", "letter.txt")):
        await page.click("#attach")
        async with page.expect_file_chooser() as chooser:
            await page.click(f"#attachments >> text={item}")
        await (await chooser.value).set_files(tmp_path / name)
        await page.wait_for_selector(f"#log .out .media[data-kind={item.lower()}]")
    await page.click("#attach")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#log .out .player.voice")
    await page.click("#attach")
    await page.click("#attachments >> text=Location")
    await page.click("#places >> text=Madrid")
    await page.wait_for_selector("#log .out .place >> text=Madrid")

    await page.wait_for_selector("#log .out.got .place")
    kinds = {key for update in bot.seen for key in update.get("message", {})}
    assert {"photo", "document", "voice", "location"} <= kinds


async def test_a_reply_keyboard_speaks_shares_a_place_and_folds(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page()
    await started(page)
    await say(page, "keys")

    await page.click("#reply >> text=Techniques")
    await page.wait_for_selector("#log >> text=You said Techniques")
    await page.click("#reply >> text=Share my place")
    await page.click("#places >> text=Shanghai")
    await page.wait_for_selector("#log .out .place >> text=Shanghai")
    await page.click("#keys-button")

    assert await page.is_hidden("#reply")
    assert await page.get_attribute("#keys-button", "aria-expanded") == "false"


async def test_a_pinned_message_stands_over_the_chat(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page()
    await started(page)
    sent = await bot.call("sendMessage", chat_id=ANN, text="Evening unwind\n▰▰▱▱ 4:01 left\nStep 2 of 5")

    await bot.call("pinChatMessage", chat_id=ANN, message_id=sent["message_id"])
    await page.wait_for_selector("#pin:visible")
    await page.wait_for_selector("#log .rule >> text=Unknot pinned “Evening unwind”")
    shown = [await page.inner_text("#pin-title"), await page.inner_text("#pin-text")]
    await bot.call("unpinChatMessage", chat_id=ANN, message_id=sent["message_id"])

    await page.wait_for_selector("#pin", state="hidden")
    assert shown == ["Evening unwind", "▰▰▱▱ 4:01 left · Step 2 of 5"]
