"""Chinese: traditional characters, numbers in characters, hours, dates and days of the week as they are said.

A text is rewritten before it is read, and so are the forms of the word lists. So both have one shape:
simplified characters, digits before a unit, `15:30` for 下午三点半, 周一 周三 for 周一三.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from bot.domain.catalogue import Lexicon
from bot.reading.by_words import ReaderByWords
from bot.reading.pinyin import Pinyin
from bot.reading.reader import Reader
from bot.reading.words import plain, spread, spread_plain
from bot.reading.writing import PlainWriting

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SIGNS = frozenset((*_DIGITS, "十"))  # of numbers
_NUMBER = "[0-9]{1,2}|[零〇一二两三四五六七八九十]{1,3}"
_MORNING = ("凌晨", "清晨", "清早", "早上", "早晨", "上午", "今早", "明早", "早")
_AFTERNOON = ("下午", "午后", "傍晚")
_NIGHT = ("晚上", "晚间", "夜里", "半夜", "深夜", "今晚", "明晚", "晚")
_NOON = "中午"
_PARTS = "|".join((*_MORNING, _NOON, *_AFTERNOON, *_NIGHT))
_CLOCK = re.compile(
    rf"(?P<part>{_PARTS})?\s*(?P<hour>{_NUMBER})\s*(?:点|时(?!候|间))\s*"
    rf"(?:(?P<half>半)|(?P<quarter>[一三])刻(?!钟)|(?P<full>钟|整)|(?P<minute>{_NUMBER})\s*(?!个|次|天|遍)分?(?!钟))?"
)
_WRITTEN = re.compile(rf"(?P<part>{_PARTS})\s*(?P<hour>[0-9]{{1,2}})[:：](?P<minute>[0-9]{{2}})")
_UNITS = (
    "分钟|分|秒|小时|个小时|个钟头|个钟|钟头|天|周|个星期|星期|个礼拜|个月|月|号|日|"
    "岁|次|步|度|斤|公斤|杯|瓶|遍"
)
_COUNTED = re.compile(rf"(?<![周期拜第])([零〇一二两三四五六七八九十]{{1,3}})(?=\s*(?:{_UNITS}))")
_ABOUT = re.compile(rf"({_NUMBER})[来多](?=\s*分钟)")  # 十来分钟: about ten minutes
_MINUTES = re.compile(r"(?<=[0-9])\s*mins?\b", re.IGNORECASE)
_VERY_OLD = re.compile("[一壹]百[零〇一二三四五六七八九十]*(?=岁)")  # no age of a child
_DAYS = frozenset("一二三四五六日天")
_DAY, _NO_HOUR = "[一二三四五六日天]", "(?![0-9点月])"
# 五号早上八点, 提醒我28号按摩, 停到5号: a day of a month that is not named. 5号线 and 3号楼 are none.
_HOUR_NEAR = rf"(?:{_PARTS})?\s*(?:{_NUMBER})\s*[点时:：]"
_ITS_DAY = r"[（(]?(?:周|星期|礼拜)[一二三四五六日天][)）]?"
_WHEN_NEAR = rf"\s*(?:的|那天|这天|{_ITS_DAY})?\s*(?:{_HOUR_NEAR}|{_PARTS}|提醒|叫|喊|闹|到|至)"
_DAY_OF_MONTH = re.compile(
    r"(?<![0-9零〇一二两三四五六七八九十]月)(?<![0-9零〇一二两三四五六七八九十第])"
    rf"(?P<when>提醒我|叫我|喊我|到|至|改成|改到)?(?P<day>{_NUMBER})"
    rf"(?:号(?:(?={_WHEN_NEAR})|$|(?(when)(?![线楼门店馆院房室机位桌仓技])|(?!)))|日(?={_WHEN_NEAR}))"
)
# 12.5 早上8:30 and 12/5 8:30 are on the fifth of December. 疼痛9/10 and 血压12/8 are no dates.
_SHORT_DATE = re.compile(
    r"(?<![0-9./:：])(?<![疼痛酸压重温腰背腿])(?<![疼痛酸压重温腰背腿] )"
    r"(1[0-2]|0?[1-9])[./](3[01]|[12][0-9]|0?[1-9])(?![0-9./:：])"
    rf"(?=\s*[号日]?\s*(?:{_HOUR_NEAR}))"
)
_FULL_DATE = re.compile(rf"([0-9]{{4}})\s*年\s*({_NUMBER})\s*月\s*({_NUMBER})\s*[号日]?")
# 离开三年, 暂停提醒半年, or 三年 alone. Elsewhere years stay in characters: 腰痛三年.
_YEARS = re.compile(
    r"(?<![0-9零〇一二两三四五六七八九十第])([一二两三四五六七八九十]{1,2}|半)年(?![级前来纪轻])"
)
_IS_AWAY = re.compile("提醒|离开|外出|不在|停|出差|出国|休假|旅[行游]|度假|^.{1,3}$")
_TELLS_WHEN = re.compile("[点时:：到至]|提醒|[叫喊]我|闹钟")
_WEEK = re.compile(rf"(周|星期|礼拜)({_DAY}(?:[、,， ]?{_DAY})+){_NO_HOUR}")
_WEEK_SPAN = re.compile(rf"(周|星期|礼拜)({_DAY})(到|至|-|—|~)(?={_DAY}{_NO_HOUR})")
_BARE_WEEK = re.compile(rf"(?<![周期拜0-9零一二三四五六七八九十第])({_DAY}{_DAY}{{1,5}})(?=\s*(?:{_PARTS}))")
_ASKING = re.compile("(?:(?<![好行以])[吗嗎]|[呢么麼]|(?<=..)不|合适|合適|咋办|怎么办)$|多大|多久|咋回事")
_TODAY = {"今早": "今天", "今晚": "今天", "明早": "明天", "明晚": "明天"}
_TEXTS = 64  # that are remembered
_LATE = 5  # o'clock; at night an earlier hour is after midnight


def make_chinese(lexicon: Lexicon) -> Reader:
    """Return the Reader of Chinese, which reads simplified and traditional characters."""
    return ReaderByWords(lexicon, ChineseWriting(lexicon))


class ChineseWriting(PlainWriting):
    """One shape for what is written in several ways."""

    rewrites = True

    def __init__(self, lexicon: Lexicon) -> None:
        self._simplified = simplified_characters()
        # To look for one takes a tenth of the time, and most texts have none.
        self._traditional = re.compile(f"[{''.join(map(chr, self._simplified))}]")
        self._pinyin = Pinyin(lexicon.pinyin)
        self._spread = lru_cache(_TEXTS)(self._find_spread)  # many parts of a Reader ask for the same texts
        # A text is in simplified characters when its spellings are looked for.
        super().__init__({self.in_its_script(form): told for form, told in lexicon.spellings.items()})

    def spells(self, text: str) -> bool:
        """Is `text` pinyin with a word that is known?"""
        return self._pinyin.in_signs(text) != text

    def in_its_script(self, text: str) -> str:
        """Return `text` in simplified characters."""
        return text if self._traditional.search(text) is None else text.translate(self._simplified)

    def spread(self, text: str) -> str:
        """Return `text` in simplified characters, with hours in digits, and spaces between words."""
        return self._spread(text)

    def _in_words(self, text: str) -> str:
        if text.isascii() and (text := self._pinyin.in_signs(text)).isascii():
            return plain(text)
        return spread_plain(self._rewritten(text))

    def _find_spread(self, text: str) -> str:
        if text.isascii() and (text := self._pinyin.in_signs(text)).isascii():
            return text
        mark = " ?" if _ASKING.search(text.rstrip(" 。.~～")) else ""  # many leave the question mark out
        return spread(self._rewritten(text)) + mark

    def _rewritten(self, text: str) -> str:
        text = self.in_its_script(text)
        if "周" in text or "星期" in text or "礼拜" in text:  # most texts have none of these words
            text = _WEEK_SPAN.sub(lambda found: f"{found[1]}{found[2]}{found[3]}{found[1]}", text)
            text = _WEEK.sub(lambda found: _each_day(found[1], found[2]), text)
        if not _DAYS.isdisjoint(text):
            text = _BARE_WEEK.sub(lambda found: _each_day("周", found[1]), text)
        if "号" in text or "日" in text:
            text = _DAY_OF_MONTH.sub(_day, text) if _TELLS_WHEN.search(text) else text
        if "." in text or "/" in text:
            text = _SHORT_DATE.sub(r"\1月\2日", text)
        if "年" in text:
            text = _FULL_DATE.sub(_full_date, _with_years(text))
        if "点" in text or "时" in text:
            text = _CLOCK.sub(_clock, text)
        if ":" in text or "：" in text:
            text = _WRITTEN.sub(_written, text)
        if "分钟" in text:
            text = _ABOUT.sub(r"\1", text)
        if "百" in text:
            text = _VERY_OLD.sub("100", text)
        text = _with_minutes(text)
        return text if _SIGNS.isdisjoint(text) else _COUNTED.sub(_counted, text)


@lru_cache(1)
def simplified_characters() -> dict[int, int]:
    """Return the simplified character for each traditional one."""
    table = (files("bot.reading") / "traditional.txt").read_text(encoding="utf-8")
    traditional, simplified = table.splitlines()
    return str.maketrans(traditional, simplified)


def number(text: str) -> int | None:
    """Return a number below 100, in digits or in characters: 二十五. None: it is no one number, as 二三十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if len(tens) > (1 if ten else 2) or "十" in ones:
        return None
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones[-1]] if ones else 0)


def _counted(found: re.Match[str]) -> str:
    counted = number(found[1])
    return found[0] if counted is None else str(counted)


def _with_minutes(text: str) -> str:
    """Return `text` with 10min as 10分钟. The pattern takes long, and most texts have no such letter."""
    return _MINUTES.sub("分钟", text) if "m" in text or "M" in text else text


def _with_years(text: str) -> str:
    """Return `text` with years and half a year in digits, if it is about a time away."""
    return _YEARS.sub(_years, text) if _IS_AWAY.search(text) else text


def _years(found: re.Match[str]) -> str:
    if found[1] == "半":
        return " 6 个月 "
    years = number(found[1])
    return found[0] if years is None else f" {years} 年 "


def _day(found: re.Match[str]) -> str:
    day = number(found["day"])
    return found[0] if day is None or not 0 < day <= 31 else f"{found['when'] or ''} {day}th "


def _full_date(found: re.Match[str]) -> str:
    month, day = number(found[2]), number(found[3])
    return found[0] if month is None or day is None else f" {found[1]}-{month}-{day} "


def _clock(found: re.Match[str]) -> str:
    part, hour = found["part"] or "", number(found["hour"])
    is_exact = any(found[name] for name in ("half", "quarter", "full", "minute"))
    if hour is None or hour > 24 or (found["hour"] == "一" and not part and not is_exact):
        return found[0]  # 轻一点 is "a little lighter"
    minute = 30 if found["half"] else 15 * _DIGITS[found["quarter"]] if found["quarter"] else 0
    if found["minute"]:
        minute = number(found["minute"]) or 0
    if minute > 59:
        return found[0]
    if not part and not (found["half"] or found["quarter"] or found["minute"]):
        return f" {hour} 点 "
    return _in_digits(part, hour, minute)


def _written(found: re.Match[str]) -> str:
    return _in_digits(found["part"], int(found["hour"]), int(found["minute"]))


def _in_digits(part: str, hour: int, minute: int) -> str:
    """Return an hour as 24-hour time. Without a part of the day it stays as it was said."""
    if part in _MORNING or (part in _NIGHT and hour < _LATE):
        hour %= 12
    elif part in _NIGHT and hour == 12:
        hour = 0
    elif hour < 12 and (part in _AFTERNOON or part in _NIGHT or (part == _NOON and hour < 10)):
        hour += 12
    return f"{_TODAY.get(part, '')} {hour % 24:02}:{minute:02} " if part else f" {hour}:{minute:02} "


def _each_day(word: str, days: str) -> str:
    return " ".join(f"{word}{day}" for day in days if day in "一二三四五六日天") + " "
