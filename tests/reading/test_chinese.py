"""Chinese as people type it: dangers, hours, places, wishes, in both kinds of characters and in pinyin."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache

import pytest

from bot.domain.catalogue import Catalogue, Language, Lexicon
from bot.domain.dangers import Urgency
from bot.domain.days import DAILY, WEEKDAYS, Days
from bot.domain.deciding import OnDate, Question, decide
from bot.domain.hours import Hours
from bot.domain.intent import PAIN, Intent
from bot.domain.said_times import Cannot
from bot.reading.chinese import ChineseWriting
from bot.reading.readers import Readers
from bot.reading.red_flags import RedFlags, Weighed
from tests.reading.judging import ALARMS, UNSOLD, Judged, answer_to, is_right, judged_lines
from tests.reading.test_red_flags import spelt_out
from tests.reading.test_scope import IN_CHINESE, cases

ZH, EN = Language("zh-Hans"), Language("en")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
LINES = judged_lines("chinese.tsv")
answered = cache(answer_to)  # several tests ask for the same lines
LATER = judged_lines("chinese_later.tsv")  # of strangers, also in dialect and pinyin; and ours
STRANGERS = judged_lines("chinese_strangers.tsv")  # by people who had not seen the words
MIXED = judged_lines("chinese_mixed.tsv")  # by strangers, many in dialect or with English words
KINDS = judged_lines("chinese_kinds.tsv")  # a dozen lines of each kind that was once heard wrong
LAUGHING = judged_lines("chinese_laughing.tsv")  # dangers told with a laugh, or among other talk


@pytest.fixture(scope="module")
def lexicon(catalogue: Catalogue) -> Lexicon:
    """What people type in Chinese."""
    return catalogue.lexicons[ZH]


def test_each_danger_is_found(readers: Readers, lexicon: Lexicon) -> None:
    """Another danger of the same urgency may be named. No danger may be missing from the table."""
    urgencies = {flag.key: flag.urgency for flag in lexicon.red_flags}
    found = {line: readers.find_red_flag(line) for _, line in cases(1, IN_CHINESE)}

    assert [line for danger, line in cases(1, IN_CHINESE) if _urgency(found[line]) != urgencies[danger]] == []
    most = {key for key, urgency in urgencies.items() if urgency.rank < Urgency.care.rank}
    assert most - {"cure"} <= {danger for danger, _ in cases(1, IN_CHINESE)}


def test_what_is_denied_or_a_figure_or_over_is_no_danger(readers: Readers) -> None:
    """A mild answer may remain; nothing that alarms."""
    rows = [case for column in (2, 3, 4) for case in cases(column, IN_CHINESE)]
    found = {line: readers.find_red_flag(line) for _, line in rows}

    alarmed = [
        line
        for danger, line in rows
        if (flag := found[line]) is not None
        and (flag.key == danger or flag.urgency.rank <= Urgency.care.rank)
    ]
    assert alarmed == []


def test_a_space_ends_what_is_denied(readers: Readers) -> None:
    """People type a space where a clause ends."""
    assert readers.find_red_flag("没发烧") is None
    for line in ("没吃 发烧了", "没事 胸口闷痛", "不 腿麻了"):
        flag = readers.find_red_flag(line)
        assert flag is not None and flag.urgency in (Urgency.now, Urgency.today), line


def test_every_form_of_a_danger_is_found(readers: Readers, lexicon: Lexicon) -> None:
    """Another form may be more urgent."""
    missed = []
    for flag in lexicon.red_flags:
        for form in flag.forms:
            found = readers.find_red_flag(spelt_out(form, lexicon.dangers.terms))
            if found is None or found.urgency.rank > flag.urgency.rank:
                missed.append((flag.key, form))
    assert missed == []


def test_no_word_for_a_wish_is_a_red_flag(readers: Readers, lexicon: Lexicon) -> None:
    several = [forms for intent, forms in lexicon.intents.items() if intent not in PAIN]
    several += [*lexicon.techniques.values(), *lexicon.routines.values()]
    flags = {form: readers.find_red_flag(form) for forms in several for form in forms}

    assert [form for form, flag in flags.items() if flag and flag.urgency is not Urgency.unclear] == []


TABLES = pytest.mark.parametrize(
    "lines", [LINES, LATER, STRANGERS, KINDS], ids=["first", "later", "strangers", "kinds"]
)


@TABLES
def test_most_lines_get_what_is_right_first(lines: list[Judged], readers: Readers) -> None:
    wrong = [line.text for line in lines if not is_right(line, answered(line, readers, ZH))]

    assert len(wrong) <= 0.04 * len(lines), wrong


def test_most_lines_in_dialect_and_with_english_words_are_right(readers: Readers) -> None:
    """Exaggerations ("the price gives me a heart attack") still raise an alarm; no danger may raise none."""
    answers = [(line, answered(line, readers, ZH)) for line in MIXED]

    assert len([line for line, said in answers if not is_right(line, said)]) <= 0.07 * len(answers)
    dangers = [(line.text, said) for line, said in answers if line.is_danger]
    assert [text for text, said in dangers if said not in ALARMS | UNSOLD | {"cure"}] == []


@TABLES
def test_nothing_is_sold_to_somebody_who_is_not_well(lines: list[Judged], readers: Readers) -> None:
    answers = {line.text: answered(line, readers, ZH) for line in lines if line.is_danger}

    assert {text: said for text, said in answers.items() if said not in ALARMS | UNSOLD | {"cure"}} == {}


@pytest.mark.parametrize(
    ("line", "hours", "days"),
    [
        ("每天下午三点半提醒我", [time(15, 30)], DAILY),
        ("工作日早上八点一刻叫我", [time(8, 15)], WEEKDAYS),
        ("一三五晚上8点提醒", [time(20)], Days.named(["mon", "wed", "fri"])),
        ("每天晚上十二点提醒我", [time(0)], DAILY),
        ("中午十二点半和晚上十点 每天都提醒", [time(12, 30), time(22)], DAILY),
        ("每天早上七點半提醒我", [time(7, 30)], DAILY),
        ("meitian wanshang 7:45 tixing wo", [time(19, 45)], DAILY),
    ],
)
def test_hours_in_characters_are_read(readers: Readers, line: str, hours: list[time], days: Days) -> None:
    assert decide(readers.read(line, ZH).times, NOON) == Hours(tuple(hours), days)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("我人在伦敦 时间不对", "Europe/London"),
        ("我搬到多伦多了 改一下时区", "America/Toronto"),
        ("我在東京", "Asia/Tokyo"),
        ("时区改成巴黎", "Europe/Paris"),
    ],
)
def test_places_are_read_without_spaces(readers: Readers, line: str, zone: str) -> None:
    place = readers.read(line, ZH).place

    assert place.says_where and [each.zone for each in place.places] == [zone]


def test_words_that_follow_i_am_in_are_not_all_places(readers: Readers) -> None:
    for line in ("我在家", "我在上班", "我在公司", "我在办公室坐了一天"):
        assert not readers.read(line, ZH).place.is_exact, line


def test_both_kinds_of_characters_mean_the_same(readers: Readers) -> None:
    for simplified, traditional in (
        ("教我揉法", "教我揉法"),
        ("滚法怎么做", "滾法怎麼做"),
        ("结束吧", "結束吧"),
    ):
        one, other = readers.read(simplified, ZH), readers.read(traditional, ZH)
        assert (one.meaning, one.techniques) == (other.meaning, other.techniques)
        assert not one.meaning.is_nothing


def test_a_line_that_has_no_chinese_sign_may_be_english(readers: Readers) -> None:
    """And a Chinese line is read in an English chat; a line that both know is read in the chat's language."""
    assert readers.read("show me my settings", ZH).meaning.intent is Intent.settings
    assert readers.read("教我揉法", EN).techniques == ("kneading",)
    assert readers.read("deng yixia", ZH).meaning.intent is Intent.pause


def test_a_line_in_plain_letters_is_searched_once(monkeypatch: pytest.MonkeyPatch, readers: Readers) -> None:
    """The Chinese words of danger cost it nothing, unless it has one of the few that are in pinyin."""
    weighed: list[str] = []
    weigh = RedFlags.weigh

    def counted(flags: RedFlags, text: str) -> Weighed:
        weighed.append(text)
        return weigh(flags, text)

    monkeypatch.setattr(RedFlags, "weigh", counted)

    readers.find_red_flag("i have a fever since monday, can we do a massage")
    readers.find_red_flag("yao hao teng a")

    # English and German look up the words of each line, and Chinese only those of the second.
    assert [len(line) for line in weighed] == [48, 48, 14, 14, 14]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("眼皮打架了 我去睡", "lost|faq:good_night"),
        ("出太阳了 晒被子", "harmless"),
        ("到这儿得了 明天接着", "harmless"),
        ("喝了杯奶茶 舒服", "harmless"),
        ("孙子给我装的 从哪儿点起", "help"),
        ("太婆今年一百零二岁", "harmless"),
        ("给孙子按按背行吗", "minor"),
        ("没学过推拿 会不会按坏人", "faq:untrained"),
        ("有十来分钟 安排", "plan:10"),
        ("泡面的功夫 三分钟来一个", "plan:3"),
        ("lao ba turan zui wai le", "now"),
    ],
)
def test_words_that_hide_in_longer_ones_are_none(line: str, answer: str, readers: Readers) -> None:
    """And bare verbs are no names; about ten minutes are ten."""
    judged = Judged(answer, in_session=False, kind="ours", text=line)

    assert is_right(judged, answer_to(judged, readers, ZH)), answer_to(judged, readers, ZH)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        *((line, Intent.time_left) for line in ("快结束了吗", "结束了没", "还有多久结束", "还剩几分钟结束")),
        *((line, Intent.stop) for line in ("结束", "结束了", "结束吧", "今天就结束吧")),
    ],
)
def test_to_ask_when_it_ends_is_no_call_to_stop(line: str, intent: Intent, readers: Readers) -> None:
    assert readers.read(line, ZH).meaning.intent is intent


@pytest.mark.parametrize(
    "line", ["抹了那个精油之后嘴唇肿起来了", "用了按摩油 脸肿了 舌头也肿", "涂了油 喉咙发紧"]
)
def test_a_swelling_after_the_oil_is_urgent(line: str, readers: Readers) -> None:
    """It may be an allergy that closes the throat."""
    flag = readers.find_red_flag(line)

    assert flag is not None and flag.urgency is Urgency.now


def test_a_spelling_is_found_in_simplified_characters(lexicon: Lexicon) -> None:
    """嗰 stands for another sign in simplified characters."""
    assert ChineseWriting(lexicon).normal("嗰個") == ChineseWriting(lexicon).normal("那个")


@pytest.mark.parametrize(
    "line",
    [
        *(
            "血压高，小便多",
            "血糖高，小便多",
            "小便正常，验血也正常",
            "小便多，抽了血还没结果",
            "尿布那里有点红",
        ),
        *("宝宝尿了，屁股有点红", "尿完手有点红", "尿色正常，脸红"),
    ],
)
def test_blood_or_red_beside_urine_is_not_blood_in_it(readers: Readers, line: str) -> None:
    flag = readers.find_red_flag(line)

    assert flag is None or (flag.key != "after_massage" and flag.urgency is not Urgency.now)


@pytest.mark.parametrize(
    "line",
    [
        *("小便有血", "小便里有血", "早上小便带血", "小便里带血", "按完小便见血", "小便里有点血", "尿色发红"),
        *("尿色有点红", "尿有点红", "小便有点红", "今天尿色偏红", "小便出血了", "尿里有血"),
    ],
)
def test_blood_in_urine_is_found(readers: Readers, line: str) -> None:
    flag = readers.find_red_flag(line)

    assert flag is not None and flag.urgency in (Urgency.now, Urgency.today)


def test_a_worse_danger_than_the_words_name_is_answered(readers: Readers) -> None:
    """The words name only pain; the line is most like somebody who has no control of the bladder."""
    found = readers.find_red_flag("老太太这两天换了四次裤子 以前从来不这样 后腰疼得直哼哼 我想给她推推")

    assert found is not None and found.urgency is Urgency.now


def _urgency(flag: object) -> object:
    return getattr(flag, "urgency", None)


@pytest.mark.parametrize(
    "text", ["十十分钟", "按摩十十十分", "一二三分钟", "二三十分钟", "每天十十点", "零十分"]
)
def test_characters_that_are_no_number_are_left_as_they_are(text: str, readers: Readers) -> None:
    """A Reader never raises."""
    assert readers.read(text, Language("zh-Hans")).text == text


# Today is 23 November 2026.
ON_A_DATE = {
    "12月5日 8:30": (5, 12),
    "1月13日 8:30": (13, 1),
    "12月5号早上8点半提醒我": (5, 12),
    "十二月五号上午八点半叫我按摩": (5, 12),
    "五号早上八点半提醒我": (5, 12),
    "28号早上8点半提醒我按背": (28, 11),
    "5日早上8点半提醒我": (5, 12),
    "早上8点半提醒我，28号": (28, 11),
    "下个月28号早上8点半提醒我": (28, 12),
    "提醒我下个月的5号早上8点半按摩": (5, 12),
    "这个月28号8:30叫我": (28, 11),
    "大后天早上8点半提醒我": (26, 11),
    "12月5日周六早上8点半提醒我": (5, 12),
    "12月5日（星期六）8:30 提醒": (5, 12),
    "2026年12月5号早上八点半提醒我": (5, 12),
    "12.5 早上8:30提醒我": (5, 12),
    "12/5 8:30 提醒我": (5, 12),
    "12月5日那天早上八点半叫我一声": (5, 12),
}


@pytest.mark.parametrize("line", ON_A_DATE)
def test_a_date_with_an_hour_keeps_both(line: str, readers: Readers) -> None:
    """Of some the date was lost, and "the fifth at eight" was every day at five and at eight."""
    day, month = ON_A_DATE[line]
    on = date(2027 if month == 1 else 2026, month, day)

    assert decide(readers.read(line, ZH).times, NOON) == OnDate(on, (time(8, 30),))


@pytest.mark.parametrize(
    "line", ["地铁5号线早上8点提醒我", "第5号早上8点提醒我", "每月5号早上8点提醒我", "12月5日周五 8:30"]
)
def test_what_may_be_no_date_is_asked_about(line: str, readers: Readers) -> None:
    assert isinstance(decide(readers.read(line, ZH).times, NOON), Question | Cannot)


@pytest.mark.parametrize(
    "line", ["{m}月{d}日", "{m}月{d}号早上8点半提醒我", "提醒我{m}月{d}日 8:30按摩", "{m}月{d}日到{m}月{d}日"]
)
def test_a_date_is_no_danger(line: str, readers: Readers) -> None:
    """The 13th was taken for somebody of 13, and the tenth for an illness."""
    dates = [(month, day) for month in (1, 2, 11, 12) for day in (10, 13, 16)]
    lines = [line.format(m=month, d=day) for month, day in dates]

    assert [line for line in lines if readers.find_red_flag(line) is not None] == []
    for danger in ("3月5日动的手术", "我今年13岁", "预产期12月5日"):
        assert readers.find_red_flag(danger) is not None, danger


def test_no_laugh_and_no_talk_beside_it_hides_a_danger(readers: Readers) -> None:
    """Words of a game or of a price beside a danger make it no figure of speech."""
    answers = {line: answered(line, readers, ZH) for line in LAUGHING}

    assert {line.text: said for line, said in answers.items() if not is_right(line, said)} == {}


@pytest.mark.parametrize("line", ["我爸看到股票直接心梗", "被打得吐血", "看房价的时候突然胸口疼"])
def test_what_happens_to_a_relative_is_not_exaggerated(line: str, readers: Readers) -> None:
    """A relative, a hospital or a real blow tells of what is so."""
    flag = readers.find_red_flag(line)

    assert flag is not None and flag.urgency is Urgency.now
