"""The whole bot in Chinese, on a phone, from the START screen to /delete_me.

`python -m tests.screens.in_chinese FOLDER` plays it and keeps a picture of each screen in FOLDER. After each
step no English word may stand in the chat, and each screen must fit.
"""

from __future__ import annotations

import calendar
import re

from tests.one_language import LATIN, ZH, english_in
from tests.screens.alone import play
from tests.screens.phone import Phone
from tests.texts import Labels, Texts

zh = Texts(ZH)
key = Labels(zh)

LINK = re.compile("<a [^>]*>(.*?)</a>")
# English that may stand there: of whom the chat is, the names of sources, and what the page itself says. It
# writes moments in the language of its browser, as Telegram's apps do in their own.
NAMES = {
    *("Ann", "Show", "more", "less"),
    *(*calendar.day_abbr, *calendar.month_abbr),
    *(word for text in zh.templates() for link in LINK.findall(text) for word in LATIN.findall(link)),
}
# What is typed around the sessions, and what the answer must hold; "": anything in Chinese.
LINES = (
    ("/help", zh.headline("help")),
    ("/techniques", ""),
    ("推法", zh("alt.step.pushing")),
    ("/routine", zh.headline("pick")),
    ("来个五分钟的", ""),
    ("婴儿油可以用吗", ""),
    ("来条小建议", ""),
    ("有什么拉伸动作", ""),
    ("我背疼", zh.headline("pain")),
    ("怀孕五个月了能按吗", zh.headline("redflag_ask")),
    ("腿发麻没力气", ""),
    ("不想活了", zh.headline("crisis")),
    ("脖子可以按吗", zh.headline("neck")),
    ("能治病吗", ""),
    ("/safety", ""),
    ("今天天气不错啊", ""),
    ("25:99 提醒我", ""),
    ("/timezone 亚特兰蒂斯", ""),
    ("/my_routines", ""),
    ("/history", ""),
    ("/progress", ""),
    ("/settings", ""),
    ("/language", ""),
    ("/privacy", zh.headline("privacy")),
)


async def story(phone: Phone) -> None:
    """Play everything."""
    await _first_visit(phone)
    await _after(phone)
    await _reminders(phone)
    for line, answer in LINES:
        await _looks_at(phone, line, answer)
    await _steers(phone)
    await _says_goodbye(phone)


async def _looks_at(phone: Phone, line: str, answer: str = "") -> None:
    await phone.says(line, answer)
    await _looks(phone, line)


async def _looks(phone: Phone, name: str) -> None:
    await phone.looks(name)
    shown = [each for each in await phone.reads() if not each.own]
    english = {word for each in shown for word in english_in(f"{each.text} {' '.join(each.labels)}")}
    assert english <= NAMES, f"{name}: {english - NAMES}"


async def _first_visit(phone: Phone) -> None:
    await phone.page.wait_for_selector(f"#hello-about:has-text({zh('bot.description')[:12]!r})")
    await _looks(phone, "start_screen")
    await phone.page.click("#start")
    await phone.sees(zh.opening("start", name="Ann"))
    await _looks(phone, "welcome")
    await phone.taps_newest(key.try_one_minute, zh.headline("who"))
    await _looks(phone, "who")
    await phone.taps_newest(key.on_my_own, zh.headline("gate"))
    await _looks(phone, "gate")
    await phone.taps_newest(key.yes_all_clear, zh.opening("ready_solo"))
    await _looks(phone, "ready")
    await phone.taps_newest(key.start_now, "1/3")
    await _looks(phone, "first_step")
    await phone.says("哎哟", zh.headline("paused_pain"))
    await _looks(phone, "ouch")
    await phone.taps_newest(key.resume, "1/3")
    await phone.waits_for("2/3")
    await _looks(phone, "second_step")
    await phone.taps(key.lighter)
    await phone.toast(zh("lighter"))
    await phone.taps(key.more)
    await phone.sees("2/3")
    await _looks(phone, "more")
    await phone.waits_for(zh.done("taster", 60))
    await _looks(phone, "summary")


async def _after(phone: Phone) -> None:
    await phone.follows(key.rate_it, zh("rate"))
    await _looks(phone, "rate")
    await phone.follows(key.looser, zh("rated"))
    await _looks(phone, "rated")


async def _reminders(phone: Phone) -> None:
    await phone.says("/remind", zh.headline("remind"))
    await _looks(phone, "hours")
    await phone.says("每天下午三点半", zh.headline("zone"))
    await _looks(phone, "zone")
    await phone.says("上海", zh.opening("zone_ok", city="上海"))
    await _looks(phone, "reminder_is_set")
    await _looks_at(phone, "/reminders", zh.headline("reminders", city="上海"))
    await phone.stage.clock.to_next_due()
    await phone.shows(lambda shown: key.not_today in shown[-1].labels)
    await _looks(phone, "ring")
    await phone.follows(key.later, "")
    await _looks(phone, "later")
    await phone.says("今天做过了", "")
    await _looks(phone, "done_today")
    await phone.says("安静到5月3日", "")
    await _looks(phone, "away")


async def _steers(phone: Phone) -> None:
    """A session with a partner in which words of a danger come, and the gate is asked again."""
    await phone.says("/routine full", "")
    await _looks(phone, "plan")
    await phone.taps_newest(key.start, zh.headline("gate"))
    await phone.taps_newest(key.yes_all_clear, zh.opening("ready"))
    await phone.taps_newest(key.start_now, "1/7")
    await _looks(phone, "partner_step")
    await phone.waits_for("2/7")
    await _looks(phone, "kneading")
    await phone.says("胸口闷痛", "")
    await _looks(phone, "alarm")
    await phone.taps_newest(key.not_meant, zh.headline("gate"))
    await phone.taps_newest(key.not_sure, zh.headline("unsure"))
    await _looks(phone, "not_sure")
    await phone.taps_newest(key.not_meant, zh.headline("gate"))
    await phone.taps(key.yes_all_clear)
    await phone.sees("2/7")
    await _looks(phone, "on_again")
    await phone.says("不按了", "/safety")
    await _looks(phone, "stopped")


async def _says_goodbye(phone: Phone) -> None:
    await phone.says("/export", zh.headline("export"))
    await _looks(phone, "export")
    await phone.says("/delete_me", zh("delete"))
    await _looks(phone, "delete")
    await phone.taps_newest(key.delete_all, zh.opening("deleted"))
    await _looks(phone, "deleted")


if __name__ == "__main__":
    play("in_chinese", story, language="zh-hans")
