"""Finds words of another language in what people read: English in Chinese, and Chinese in English."""

from __future__ import annotations

import re
from html import unescape

from bot.domain.catalogue import Language

ZH, EN = Language("zh-Hans"), Language("en")
HAN = re.compile("[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
# The same in every language: links with the names of their sources, addresses, commands, code, braces.
LEFT = re.compile(
    r"<a [^>]*>.*?</a>|<code>.*?</code>|</?[a-z][^>]*>|https?://\S+|/[a-z_]+(?:@\w+)?|\{[^}]*\}|@\w+",
    re.DOTALL,
)
NAMES = {
    *("Unknot", "English", "NHS", "NICE", "Cochrane", "WHO", "Android", "Telegram", "UTC", "GMT"),
    *("iPhone", "iPad", "Mac", "Google", "Thunderbird"),
    *("findahelpline", "com"),  # an address
    "Samaritans",
    "Deutsch",  # its own name, on a button
    *("unknot", "json", "csv", "check", "SQLite", "PostgreSQL"),  # names of files, commands, databases
    *("cm", "kg", "ml", "Petrissage", "Effleurage", "Tapotement"),
}
PINYIN = re.compile(r"[A-Za-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]*|\b(?:fa|ji)\b")
PLACES = {"Las", "Palmas", "de", "Gran", "Canaria"}
# Of the English texts: each technique's own name stands there, and the languages' own names on buttons.
CHINESE_NAMES = {"揉法", "推法", "捏法", "叩击法", "滚法", "简体中文", "中医", "推拿"}


def english_in(html: str) -> list[str]:
    rest = PINYIN.sub(" ", unescape(LEFT.sub(" ", html)))
    return [word for word in LATIN.findall(rest) if word not in NAMES and word != "x" * len(word)]
