"""Makes the font of the chat page for the Chinese signs that the bot sends: a part of Noto Sans CJK SC.

Needs `pip install fonttools brotli`, and the font, which Debian has in `fonts-noto-cjk`:

    python tools/make_han_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

It writes `telegram_playground/page/han.woff2` and the `unicode-range` in `style.css`, and a small part for
the words in the picture of `/progress`: `bot/media/fonts/NotoSansSC.ttf`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "telegram_playground" / "page"
NAME = "Unknot Han"
CHART = ROOT / "bot" / "media" / "fonts" / "NotoSansSC.ttf"
CHART_NAME = "Noto Sans SC"  # bot/media/draw/progress.py asks for it
CHART_WORDS = ("progress.yaml", "labels.yaml")  # names of days and months stand in the second
SIMPLIFIED = 2  # the number of Noto Sans CJK SC in the collection
RANGE = re.compile(r'(font-family: "Unknot Han".*?unicode-range: )[^}]*?( })')


def signs(files: list[Path]) -> list[int]:
    """Return the signs of some files that are no Latin letters, in order."""
    texts = "".join(file.read_text("utf-8") for file in files)
    return sorted({ord(sign) for sign in texts if _is_han(ord(sign))})


def _is_han(code: int) -> bool:
    if 0x01CD <= code <= 0x01DC:  # pinyin, such as ǎ
        return True
    return 0x3000 <= code <= 0x303F or 0x3400 <= code <= 0x9FFF or 0xFF00 <= code <= 0xFFEF


def ranges(codes: list[int]) -> str:
    """Return `U+4E00-4E03, U+4E07` for codes in order."""
    begins = [codes[0], *(code for before, code in pairwise(codes) if code != before + 1)]
    ends = [*(before for before, code in pairwise(codes) if code != before + 1), codes[-1]]
    both = zip(begins, ends, strict=True)
    return ", ".join(f"U+{begin:X}" + (f"-{end:X}" if end != begin else "") for begin, end in both)


def _rename(file: Path, name: str) -> None:
    """Give the part a name of its own, so that a test can tell it from a font of the machine."""
    from fontTools.ttLib import TTFont

    font = TTFont(file)
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")
    font.save(file)


def _part(font: str, codes: list[int], target: Path, name: str, *options: str) -> None:
    subprocess.run(  # noqa: S603 - the arguments are ours
        [
            *(sys.executable, "-m", "fontTools.subset", font, f"--font-number={SIMPLIFIED}"),
            f"--unicodes={','.join(f'{code:X}' for code in codes)}",
            *("--layout-features=", "--no-hinting", "--desubroutinize", f"--output-file={target}"),
            *options,
        ],
        check=True,
    )
    _rename(target, name)


def main(font: str) -> None:
    """Make the fonts from the collection at the path `font`."""
    codes = signs([*(ROOT / "content" / "locales").rglob("*.yaml"), PAGE / "index.html"])
    _part(font, codes, PAGE / "han.woff2", NAME, "--flavor=woff2")
    style = PAGE / "style.css"
    style.write_text(RANGE.sub(rf"\g<1>{ranges(codes)}\g<2>", style.read_text("utf-8")), "utf-8")
    chinese = ROOT / "content" / "locales" / "zh-Hans"
    _part(font, signs([chinese / name for name in CHART_WORDS]), CHART, CHART_NAME)


if __name__ == "__main__":
    main(sys.argv[1])
