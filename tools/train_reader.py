"""Makes the file of weights beside the examples of a language: content/locales/LANGUAGE/examples.weights.

Run it after a change of examples.yaml, or of `spellings` in words.yaml:

    pip install 'scikit-learn>=1.7,<2'
    python tools/train_reader.py

Without new weights the bot still works: then a line goes to the example that it is most like, which is right
less often. It trains a linear support vector machine, one against all others, and keeps what matters of its
weights in eight bits each. docs/decisions/0068-a-trained-reader.md compares this with other ways.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.content.check import examine  # noqa: E402
from bot.content.trained import write_weights  # noqa: E402
from bot.domain.catalogue import Lexicon  # noqa: E402
from bot.domain.dangers import Urgency  # noqa: E402
from bot.reading.chinese import ChineseWriting  # noqa: E402
from bot.reading.features import features  # noqa: E402
from bot.reading.weights import TOGETHER, UNIT, Weights, number_of  # noqa: E402
from bot.reading.writing import PlainWriting  # noqa: E402

CONTENT = ROOT / "content"
NO_DANGERS = {Urgency.cure, Urgency.neck, Urgency.body, Urgency.keep_off}
LEAST = 0.08  # a smaller weight is left out
MOST = 127


def main() -> None:
    """Train on the examples of each language that has a whole file of its own."""
    catalogue, faults = examine(CONTENT)
    if faults:
        raise SystemExit("\n".join(map(str, faults)))
    for language, lexicon in catalogue.lexicons.items():
        source = CONTENT / "locales" / language / "examples.yaml"
        if source.exists():
            weights, right = train(lexicon, language)
            size = write_weights(source, lexicon.spellings, weights.pack())
            told = (
                f"{len(weights.lines)} examples of {len(weights.keys)} keys; {right:.0%} of a part left out"
            )
            print(f"{language}: {told} are right; {len(weights.of)} weights, {size // 1000} kB")  # noqa: T201


def train(lexicon: Lexicon, language: str) -> tuple[Weights, float]:
    """Return the weights, and how much of a part that was left out is told right."""
    is_chinese = language.startswith("zh")
    writing = ChineseWriting(lexicon) if is_chinese else PlainWriting(lexicon.spellings)
    said = {writing.normal(line): key for key, line in _examples(lexicon)}
    lines, wanted = list(said), np.array(list(said.values()))
    columns = sorted({number for line in lines for number in features(line)})
    matrix = _matrix(lines, {number: at for at, number in enumerate(columns)})
    model = _model().fit(matrix, wanted)
    together = [_model().fit(matrix, of) for of in _together(wanted, lexicon)]
    keys = [*(str(each) for each in model.classes_), *TOGETHER]
    starts, of, weights, kept = [0], [], [], []
    by_feature = np.vstack((model.coef_, *(each.coef_ for each in together))).T
    for at, number in enumerate(columns):
        row = by_feature[at]
        chosen = np.flatnonzero(np.abs(row) >= LEAST)
        if len(chosen):
            kept.append(number)
            of.extend(chosen.tolist())
            weights.extend(np.clip(np.rint(row[chosen] / UNIT), -MOST, MOST).astype(int).tolist())
            starts.append(len(of))
    numbers = sorted((number_of(line), keys.index(str(key))) for line, key in said.items())
    return Weights(
        keys=keys,
        bias=[float(each) for each in (*model.intercept_, *(each.intercept_[0] for each in together))],
        features=array("I", kept),
        starts=array("I", starts),
        of=bytes(of),
        weights=array("b", weights),
        lines=array("Q", (number for number, _ in numbers)),
        keys_of_lines=bytes(key for _, key in numbers),
    ), _right(matrix, wanted)


def _together(wanted: Any, lexicon: Lexicon) -> tuple[Any, Any]:
    """Say of each example whether it is of any danger, and whether of one where help must come now.

    A wish for another place or for a cure is no danger.
    """
    urgency = {f"dangers.{flag.key}": flag.urgency for flag in lexicon.red_flags}
    is_danger = [key in urgency and urgency[key] not in NO_DANGERS for key in wanted]
    is_urgent = [urgency.get(key) is Urgency.now for key in wanted]
    return np.array(is_danger), np.array(is_urgent)


def _model() -> Any:
    return LinearSVC(C=1.0, random_state=0)


def _matrix(lines: Iterable[str], columns: dict[int, int]) -> Any:
    cells = [
        (row, columns[number], weight)
        for row, line in enumerate(lines)
        for number, weight in features(line).items()
    ]
    rows, places, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, places)), shape=(max(rows) + 1, len(columns)))


def _right(matrix: Any, wanted: Any) -> float:
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=0).split(matrix, wanted)
    told = [
        (_model().fit(matrix[known], wanted[known]).predict(matrix[left]) == wanted[left]).mean()
        for known, left in folds
    ]
    return float(np.mean(told))


def _examples(lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    examples = lexicon.examples
    for section, by_key in (
        ("intents", {intent.value: said for intent, said in examples.intents.items()}),
        ("techniques", examples.techniques),
        ("faq", examples.faq),
        ("dangers", examples.dangers),
    ):
        for key, said in by_key.items():
            yield from ((f"{section}.{key}", line) for line in said)
    yield from (("nothing", line) for line in examples.nothing)


if __name__ == "__main__":
    main()
