"""What pictures show, in words, for a page that has a field for it."""

from __future__ import annotations

from pathlib import Path

from bot.content.folder import content_folder
from bot.domain.catalogue import Language
from bot.media.alts import alts
from bot.media.shelf import Shelf, media_folder
from tests.texts import Texts, texts

NAMES = ("kneading", "picture/keep_off", "picture/chair")


def test_each_file_is_told_in_each_language_that_has_words_for_it(tmp_path: Path) -> None:
    shelf = Shelf(media_folder())
    told = alts(content_folder(), shelf)
    kneading, keep_off, chair = (told[shelf.files[name].sha256] for name in NAMES)

    assert len(told) == len(shelf.files)
    assert all(words[""] and words["zh"] for words in told.values())
    assert kneading[""] == kneading["en"] == texts("alt.step.kneading")
    assert keep_off["zh"] == Texts(Language("zh-Hans"))("alt.picture.keep_off")
    assert "de" not in chair  # a partial language: the page says it in the first one
    assert alts(content_folder(), Shelf(tmp_path)) == {}
