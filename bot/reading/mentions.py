"""What a text says of a danger: it is so, it was so and is over, or it is not so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from bot.domain.dangers import Scope
from bot.reading.answered import is_answered_no
from bot.reading.joined import Mention
from bot.reading.passages import LOOSE, Found, Span
from bot.reading.sentences import Sentences

DENYING, HEALED, LONG_AGO, STILL = "<+denying>", "<+healed>", "<+long_ago>", "<+still>"
OTHERS, STORIES, OWN = "<+others>", "<+stories>", "<+own>"
YOUNG, GROWN, MASSAGING = "<+young>", "<+grown>", "<+massaging>"
FIGURE = "+figure"
_OF_TIMES = frozenset({"<number>", "<while>"})  # "two", "years": no words of a danger by themselves
_REACH = 9  # words; a denial reaches no further
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONG_FIGURE = 4  # words; "out cold, snoring away"
_BESIDE_TIME = 3  # words beside "years ago" in a clause that only tells the time
_NEAR = 5  # words from "recovered from" to what is over
_OWNED = 2  # words before an animal or a thing that say whose it is
_JOINING = frozenset({"or", "nor"})


def scoped(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the phrases of `scope`, each behind the key under which it is found."""
    by_key = {
        DENYING: scope.denying,
        HEALED: scope.healed,
        LONG_AGO: scope.long_ago,
        STILL: scope.still,
        OTHERS: scope.others,
        STORIES: scope.stories,
        OWN: scope.own,
        YOUNG: scope.young,
        GROWN: scope.grown,
        MASSAGING: scope.massaging,
    }
    return ((key, phrase) for key, phrases in by_key.items() for phrase in phrases)


class Judge:
    """Judges the mentions in one text. `found`: all that stands in it. `of_dangers`: keys of dangers."""

    def __init__(self, said: Sentences, found: Found, scope: Scope, of_dangers: frozenset[str]) -> None:
        self._said = said
        self._scope = scope
        self._of_dangers = of_dangers
        self._found = found
        self._others, self._stories = found.get(OTHERS, ()), found.get(STORIES, ())
        self._own = found.get(OWN, ())
        self._denied_from: dict[int, int | None] = {}  # many dangers begin at the same word

    # What most texts do not need is found when it is asked for.

    @cached_property
    def _denials(self) -> Mapping[int, int]:
        """Where each denial has ended, and where it begins."""
        return {end - 1: begin for begin, end in self._found.get(DENYING, ())}

    @cached_property
    def _figures(self) -> Sequence[Span]:
        return [span for span in self._found.get(FIGURE, ()) if self._is_one(*span)]

    @cached_property
    def _wider(self) -> Mapping[int, set[int]]:
        if not self._denials:
            return {}
        return _starts_of_several_words(
            self._found[key] for key in self._of_dangers.intersection(self._found)
        )

    @cached_property
    def _still(self) -> set[int]:
        """The sentences in which nothing is over."""
        return self._sentences_of(_outside(self._found.get(STILL, ()), self._found.get(HEALED, ())))

    @cached_property
    def _healed(self) -> Sequence[Span]:
        return [span for span in self._found.get(HEALED, ()) if self._may_be_over(span)]

    @cached_property
    def _long_ago(self) -> Sequence[Span]:
        times = (*self._found.get(LONG_AGO, ()), *self._years())
        return [span for span in times if self._may_be_over(span)]

    def _may_be_over(self, span: Span) -> bool:
        return self._said.sentence[span[0]] not in self._still

    @cached_property
    def _places(self) -> frozenset[int]:
        """The places of words of dangers."""
        keys = self._of_dangers.intersection(self._found) - _OF_TIMES
        several = (self._found[key] for key in keys)
        return frozenset(at for spans in several for begin, end in spans for at in range(begin, end))

    def _is_one(self, begin: int, end: int) -> bool:
        """May the words be one figure of speech? A short one stands in one clause.

        So does one with another word in it: "crashed my moped, game over" is no "crashed my game".
        """
        span = (begin, end)
        loose = self._found.get(LOOSE + FIGURE, ())
        is_loose = span in loose and loose.count(span) == self._found[FIGURE].count(span)
        is_short = is_loose or end - begin < _LONG_FIGURE
        unit = self._said.clause if is_short else self._said.sentence
        return unit[begin] == unit[end - 1]

    def is_meant(self, mention: Mention) -> bool:
        """Is the danger neither denied nor a figure of speech?"""
        return not (
            self._is_figure(mention)
            or any(self._is_denied(begin, mention) for begin, _ in mention.spans)
            or is_answered_no(mention, self._said, self._scope)
        )

    def is_healed(self, mention: Mention) -> bool:
        """Does the sentence say that it is over: behind the danger, or just before it?

        "I had a fall, I was fine, and now my legs are numb": only the fall is over.
        """
        said = self._said
        return any(
            said.sentence[begin] == said.sentence[mention.start]
            and (begin >= mention.start or self._leads_to(begin, end, mention.start))
            for begin, end in self._healed
        )

    def is_long_ago(self, mention: Mention) -> bool:
        """Do the words around it say that it was long ago?

        "Years ago I had a baby, my chest hurts": only the baby is long ago.
        """
        return any(self._reaches(begin, end, mention) for begin, end in self._long_ago)

    def _reaches(self, begin: int, end: int, mention: Mention) -> bool:
        """Is what a time at these places says said of `mention`, too?"""
        said = self._said
        if said.sentence[begin] != said.sentence[mention.start]:
            return False
        apart = (end, mention.start) if begin < mention.start else (mention.end, begin)
        if begin < mention.start and any(apart[0] <= own < apart[1] for own, _ in self._own):
            return False
        words = said.words[apart[0] : apart[1]]
        if any(a in self._scope.turning and b in self._scope.persons for a, b in pairwise(words)):
            return False
        clauses = {said.clause[at] for at in range(mention.start, mention.end)}
        return said.clause[begin] in clauses or self._is_bare(begin, end)

    def _is_bare(self, begin: int, end: int) -> bool:
        """Does the clause say little more than these words, and nothing new: "a stroke, two years ago"?"""
        said = self._said
        first = said.clause.index(said.clause[begin])
        last = first + said.clause.count(said.clause[begin])
        beside = (*range(first, begin), *range(end, last))
        says_more = self._has_person(beside) or any(at in self._places for at in beside)
        return len(beside) <= _BESIDE_TIME and not says_more

    def is_of_others(self, mention: Mention) -> bool:
        """Is the danger one of an animal, a thing or a person far away, or does it stand in a story?"""
        said = self._said
        for begin, end in self._others:
            is_subject = said.clause[begin] == said.clause[mention.end - 1] and begin < mention.start
            first = said.clause.index(said.clause[begin]) if is_subject else 0
            before = range(first, max(first, begin - _OWNED))  # "my dog" is a dog
            has_person = self._has_person((*before, *range(end, mention.end)))
            if is_subject and not has_person and not self._is_own_behind(end, mention):
                return True
        return any(
            said.clause[begin] == said.clause[mention.end - 1]
            and end <= mention.end
            and not self._has_person(range(end, mention.end))
            and not self._is_own_behind(end, mention)
            for begin, end in self._stories
        )

    def _is_own_behind(self, end: int, mention: Mention) -> bool:
        """Do the words between `end` and the danger lead back to a person: "a film, then chest pain"?"""
        return any(end <= begin < mention.end for begin, _ in self._own)

    def _has_person(self, places: Sequence[int]) -> bool:
        words = self._said.words
        return any(words[at] in self._scope.persons or words[at] in self._scope.ending for at in places)

    def _leads_to(self, first: int, end: int, begin: int) -> bool:
        """Do the words from `first` to `end` speak of what begins at `begin`: "recovered from the flu"?"""
        words, clause = self._said.words[end:begin], self._said.clause
        is_near = end <= begin <= end + _NEAR and (
            clause[first] == clause[begin] or self._is_bare(first, end)
        )
        return is_near and not any(
            word in self._scope.turning or word in self._scope.ending for word in words
        )

    def _is_figure(self, mention: Mention) -> bool:
        """Is a part of `mention` in a figure of speech?

        A danger with more words than the figure is meant. So is a danger of several parts if the figure is
        one of them.
        """
        first, last = mention.start, mention.end
        for begin, end in self._figures:
            if end <= first or last <= begin:
                continue
            is_longer = first <= begin and end <= last and last - first > end - begin
            is_more = is_longer if len(mention.spans) == 1 else (begin, end) in mention.spans
            if not is_more and any(
                begin <= self._behind_articles(began, ended) and ended <= end
                for began, ended in mention.spans
            ):
                return True
        return False

    def _behind_articles(self, begin: int, end: int) -> int:
        """Return where a danger begins without "a" or "the": a figure need not have them."""
        has_article = end > begin + 1 and self._said.words[begin] in self._scope.articles
        return begin + has_article

    def _is_denied(self, begin: int, mention: Mention) -> bool:
        """Does a denial reach the part of `mention` at `begin`, or a longer danger around that part?"""
        if not self._denials:
            return False
        starts = (begin, *self._wider.get(begin, ()))
        denials = map(self._denial_before, starts)
        # A denial may belong to the danger: "no feeling".
        return any(
            place is not None and not any(start <= place < end for start, end in mention.spans)
            for place in denials
        )

    def _denial_before(self, begin: int) -> int | None:
        if begin not in self._denied_from:
            self._denied_from[begin] = self._find_denial_before(begin)
        return self._denied_from[begin]

    def _find_denial_before(self, begin: int) -> int | None:
        """Return where a denial begins that stands before the word at `begin` and reaches as far as it.

        Between them are only words that a denial reaches over.
        """
        said = self._said
        is_joined = False
        for place in range(begin - 1, max(-1, begin - 1 - _REACH), -1):
            if said.clause[place] != said.clause[begin] and not self._goes_on(place, begin):
                return None
            if place in self._denials:
                return self._denials[place]
            word = said.words[place]
            if word in _JOINING:
                is_joined = True
            elif word in self._scope.ending:
                return None
            elif word not in self._scope.between and not (is_joined and place in self._places):
                return None
        return None

    def _goes_on(self, place: int, begin: int) -> bool:
        """Is the word at `begin` in a list that a denial began: "no fever, cough or numbness"?"""
        said = self._said
        clause = said.clause[begin]
        return (
            said.sentence[place] == said.sentence[begin]
            and clause - said.clause[place] <= 2
            and any(
                word in _JOINING for word, each in zip(said.words, said.clause, strict=True) if each == clause
            )
        )

    def _sentences_of(self, spans: Sequence[Span]) -> set[int]:
        return {self._said.sentence[begin] for begin, _ in spans}

    def _years(self) -> Iterator[Span]:
        """Yield where "in 1998" stands."""
        words = self._said.words
        if "in" not in words:
            return
        for at in [at for at, word in enumerate(words[:-1]) if word == "in"]:
            if _YEAR.fullmatch(words[at + 1]):
                yield at, at + 2


def _outside(spans: Sequence[Span], others: Sequence[Span]) -> Sequence[Span]:
    """Return the spans that are in none of `others`."""
    return [
        (begin, end)
        for begin, end in spans
        if not any(first <= begin and end <= last for first, last in others)
    ]


def _starts_of_several_words(several: Iterable[Sequence[Span]]) -> Mapping[int, set[int]]:
    """Return, for each place inside a part of a danger, where such parts begin."""
    starts: dict[int, set[int]] = defaultdict(set)
    for spans in several:
        for begin, end in spans:
            if end - begin > 1:  # most have one word
                for place in range(begin + 1, end):
                    starts[place].add(begin)
    return starts
