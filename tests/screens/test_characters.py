"""The page ships a glyph for every character that the bot sends, also on a machine without such fonts."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Catalogue
from tests.screens.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Puts the text on the page, as a message has it, and waits for the fonts that it needs.
SHOW = """
async (text) => {
  const shown = document.createElement("div");
  shown.id = "characters";
  shown.textContent = text;
  document.body.append(shown);
  await document.fonts.load(getComputedStyle(shown).font, text);
  await document.fonts.ready;
}
"""


async def test_no_character_needs_a_font_of_the_machine(phone: Phone, catalogue: Catalogue) -> None:
    """Of all that the bot says. Where the machine has no font with a character, people would see a box."""
    said = "".join(text for phrases in catalogue.phrases.values() for text in phrases.values())
    characters = "".join(sorted(set(said) - set("\n")))
    assert "揉" in characters

    await phone.page.evaluate(SHOW, characters)
    devtools = await phone.page.context.new_cdp_session(phone.page)
    await devtools.send("DOM.enable")
    await devtools.send("CSS.enable")
    root = (await devtools.send("DOM.getDocument"))["root"]["nodeId"]
    found = await devtools.send("DOM.querySelector", {"nodeId": root, "selector": "#characters"})
    used = (await devtools.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]}))["fonts"]
    await phone.page.evaluate("document.querySelector('#characters').remove()")
    await devtools.detach()

    assert [(font["familyName"], font["glyphCount"]) for font in used if not font["isCustomFont"]] == []
    assert "Unknot Han" in [font["familyName"] for font in used]
