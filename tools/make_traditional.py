"""Makes `bot/reading/traditional.txt` from the table of OpenCC, as opencc-python-reimplemented ships it.

    pip install --no-deps --target opencc opencc-python-reimplemented
    python tools/make_traditional.py opencc/opencc/dictionary/TSCharacters.txt

OpenCC (https://github.com/BYVoid/OpenCC) gives its tables under the Apache License 2.0. The bot does not need
the package: the file that this script writes is part of the project. Its first line has traditional
characters, the second line the simplified one for each of them, at the same place.
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "bot" / "reading" / "traditional.txt"
LAST_COMMON = 0xFFFF  # characters beyond are so rare that nobody types them


def main(table: Path) -> None:
    """Write the two lines."""
    pairs = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(traditional) == len(first) == 1 and traditional != first and ord(traditional) <= LAST_COMMON:
            pairs[traditional] = first
    TARGET.write_text("".join(pairs) + "\n" + "".join(pairs.values()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
