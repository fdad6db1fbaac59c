"""Every row of the outcome table, over real HTTP: what the Bot API does, and how the outbox row ends."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.catalogue import Audience, Catalogue
from bot.domain.pictures import Pictures
from bot.media.shelf import Shelf, media_folder
from telegram_playground.groups import FIRST_GROUP
from tests.faults import crowd
from tests.faults.scene import IMPATIENT, TEN, TOKEN, Scene
from tests.faults.wire import Reply, Wire, refusal
from tests.process.programs import until
from tests.texts import button, texts

FIRST_STEP = "2027-02-03T10:01:00.000Z"  # with a partner it begins 60 s after TEN
MENTION = texts("unknown_note")
PICTURE = "kneading"
HTML = "<html><h1>502 Bad Gateway</h1></html>"
NO_RIGHTS = refusal(400, "Bad Request: not enough rights to send text messages to the chat")
TOO_LONG = refusal(400, "Bad Request: message is too long")
TOO_BIG = refusal(413, "Request Entity Too Large")
NOT_MODIFIED = refusal(400, "Bad Request: message is not modified: specified new message content is the same")
NOT_FOUND_EDIT = refusal(400, "Bad Request: message to edit not found")
NO_LONGER = refusal(400, "Bad Request: message can't be edited")
UNAUTHORIZED = refusal(401, "Unauthorized")
NOT_FOUND = refusal(404, "Not Found")
NO_GIFS = refusal(400, "Bad Request: not enough rights to send animations to the chat")
MOVED = refusal(
    400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=FIRST_GROUP
)


@dataclass(frozen=True, slots=True)
class Case:
    """The fault that hits the calls of one chat, and the expected state of the row and the chat."""

    name: str
    fault: str  # of the stand-in, or "reply": of the wire in front of it
    state: str
    copies: int
    calls: int  # made for the row
    strikes: int = 1
    more: dict[str, Any] = field(default_factory=dict)
    mentioned: bool = False  # does the next answer to the person say that something may be missing?
    attempts: int | None = None


def reply(status: int, body: str, forwards: bool = False) -> dict[str, Any]:
    return {"status": status, "body": body, "forwards": forwards}


REMINDERS = [
    Case("403", "forbidden", "blocked", 0, 1),
    Case("400 no right to write", "reply", "blocked", 0, 1, more=reply(400, NO_RIGHTS)),
    Case("400 any other", "reply", "failed", 0, 1, more=reply(400, TOO_LONG)),
    Case("500", "server_error", "sent", 1, 2),
    Case("502 with a page", "html", "sent", 1, 2),
    Case("200 with rubbish", "reply", "sent", 2, 2, more=reply(200, HTML, forwards=True)),
    Case("403 with a page", "reply", "sent", 2, 2, more=reply(403, HTML, forwards=True)),
    Case("400 with a page", "reply", "sent", 1, 2, more=reply(400, HTML)),
    Case("200 with an empty object", "reply", "sent", 2, 2, more=reply(200, "{}", forwards=True)),
    Case("502 with a word", "reply", "sent", 1, 2, more=reply(502, '"Bad Gateway"')),
    Case("404 with a page", "reply", "sent", 1, 2, more=reply(404, HTML)),
    Case("dropped before", "drop_before", "sent", 1, 2),
    Case("dropped after", "drop_after", "sent", 2, 2),
    Case("dropped after, always", "drop_after", "unknown", 3, 3, 3, {"count": None}, mentioned=True),
    Case("500, always", "server_error", "unknown", 0, 3, 3, {"count": None}, mentioned=True),
    Case("no answer, not done", "hang", "sent", 1, 2),
    Case("no answer in time, done", "slow", "sent", 2, 2, more={"seconds": 6}),
    Case("429", "retry_after", "sent", 1, 2, more={"retry_after": 1}, attempts=1),
    Case("429 again and again", "retry_after", "sent", 1, 4, 3, more={"retry_after": 1}, attempts=1),
    Case("401", "reply", "sent", 1, 2, more=reply(401, UNAUTHORIZED)),
    Case("404", "reply", "sent", 1, 2, more=reply(404, NOT_FOUND)),
    Case("404 without a body", "empty_404", "sent", 1, 2),
]
# Of get-ready counts: no card was there before.
PROMPTS = [
    Case("429", "retry_after", "sent", 1, 2, more={"retry_after": 1}, attempts=1),
    Case("403", "forbidden", "blocked", 0, 1),
    Case("400 any other", "reply", "failed", 0, 1, more=reply(400, TOO_LONG)),
    Case("401", "reply", "sent", 1, 2, more=reply(401, UNAUTHORIZED)),
    Case("500", "server_error", "unknown", 0, 1, mentioned=True),
    Case("502 with a page", "html", "unknown", 0, 1, mentioned=True),
    Case("200 with rubbish", "reply", "unknown", 1, 1, mentioned=True, more=reply(200, HTML, forwards=True)),
    Case("403 with a page", "reply", "unknown", 0, 1, mentioned=True, more=reply(403, HTML)),
    Case("dropped before", "drop_before", "unknown", 0, 1, mentioned=True),
    Case("dropped after", "drop_after", "unknown", 1, 1, mentioned=True),
    Case("no answer, not done", "hang", "unknown", 0, 1, mentioned=True),
    Case("no answer in time, done", "slow", "unknown", 1, 1, mentioned=True, more={"seconds": 6}),
]
REPLIES = [
    Case("429", "retry_after", "sent", 1, 2, more={"retry_after": 1}, attempts=1),
    Case("403", "forbidden", "blocked", 0, 1),
    Case("400 any other", "reply", "failed", 0, 1, more=reply(400, TOO_LONG)),
    Case("401", "reply", "sent", 1, 2, more=reply(401, UNAUTHORIZED)),
    Case("500", "server_error", "sent", 1, 2),
    Case("dropped before", "drop_before", "sent", 1, 2),
    Case("dropped after", "drop_after", "sent", 2, 2),
    Case("dropped after, twice", "drop_after", "unknown", 2, 2, 2, {"count": 2}, mentioned=True),
    Case("500, twice", "server_error", "unknown", 0, 2, 2, {"count": 2}, mentioned=True),
    Case("no answer, not done", "hang", "sent", 1, 2),
]
# `copies` of an edit: new messages besides the edited one.
EDITS = [
    Case("429", "retry_after", "sent", 0, 2, more={"retry_after": 1}),
    Case("400 not modified", "reply", "sent", 0, 1, more=reply(400, NOT_MODIFIED)),
    Case("400 not found", "reply", "sent", 1, 1, more=reply(400, NOT_FOUND_EDIT)),
    Case("400 can't be edited", "reply", "sent", 1, 1, more=reply(400, NO_LONGER)),
    Case("400 any other", "reply", "failed", 0, 1, more=reply(400, TOO_LONG)),
    Case("500", "server_error", "sent", 0, 2),
    Case("dropped after", "drop_after", "sent", 0, 2),
]
# Of prompts with a picture that was uploaded before. Words that Telegram has refused with it go out alone.
# An id that is refused is refused in all chats: telegram/test_showing.py has that case.
PICTURED_PROMPTS = [
    Case("429", "retry_after", "sent", 1, 2, more={"retry_after": 1}, attempts=1),
    Case("403", "forbidden", "blocked", 0, 1),
    Case("400 no right to send pictures", "reply", "sent", 1, 1, more=reply(400, NO_GIFS)),
    Case("400 any other", "reply", "sent", 1, 1, more=reply(400, TOO_LONG)),
    Case("401", "reply", "sent", 1, 1, more=reply(401, UNAUTHORIZED)),
    Case("500", "server_error", "unknown", 0, 1, mentioned=True),
    Case("dropped after", "drop_after", "unknown", 1, 1, mentioned=True),
    Case("no answer, not done", "hang", "unknown", 0, 1, mentioned=True),
    Case("no answer in time, done", "slow", "unknown", 1, 1, mentioned=True, more={"seconds": 6}),
]
# Of the words below a picture.
PICTURED_EDITS = [
    Case("429", "retry_after", "sent", 0, 2, more={"retry_after": 1}),
    Case("400 not modified", "reply", "sent", 0, 1, more=reply(400, NOT_MODIFIED)),
    Case("400 any other", "reply", "failed", 0, 1, more=reply(400, TOO_LONG)),
    Case("500", "server_error", "sent", 0, 2),
    Case("dropped after", "drop_after", "sent", 0, 2),
]
# Of guided tracks. One that Telegram does not take becomes a sentence; its words stand above it.
REFUSED_TRACKS = [
    Case("400 any other", "reply", "sent", 1, 1, more=reply(400, TOO_LONG)),
    Case("413 too big", "reply", "sent", 1, 1, more=reply(413, TOO_BIG)),
    Case("413 with a page", "reply", "sent", 1, 1, more=reply(413, HTML)),
]
TRACKS = [
    *REFUSED_TRACKS,
    Case("429", "retry_after", "sent", 1, 2, more={"retry_after": 1}, attempts=1),
    Case("403", "forbidden", "blocked", 0, 1),
    Case("401", "reply", "sent", 1, 2, more=reply(401, UNAUTHORIZED)),
    Case("500, twice", "server_error", "unknown", 0, 2, 2, {"count": 2}, mentioned=True),
    Case("dropped after", "drop_after", "sent", 2, 2),
    Case("no answer, not done", "hang", "sent", 1, 2),
    Case("no answer, twice", "hang", "unknown", 0, 2, 2, {"count": 2}, mentioned=True),
]
GROUPS = {
    "reminder": REMINDERS,
    "prompt": PROMPTS,
    "reply": REPLIES,
    "edit": EDITS,
    "pictured prompt": PICTURED_PROMPTS,
    "pictured edit": PICTURED_EDITS,
    "track": TRACKS,
}
METHOD = {
    "reminder": "sendMessage",
    "prompt": "sendMessage",
    "reply": "sendMessage",
    "edit": "editMessageText",
    "pictured prompt": "sendAnimation",
    "pictured edit": "editMessageCaption",
    "track": "sendAudio",
}
SENDS = ("sendMessage", "sendAnimation", "sendAudio")
LINES = {
    "reply": "/routine taster",
    "edit": "/routine taster",
    "pictured edit": "/technique kneading",
    "track": "/routine taster",
}
BEFORE = {"edit": 1, "pictured edit": 2, "track": 2}  # messages that were sent before the edit or the track
IMPATIENT_UPLOADS = "bot.telegram.audio.UPLOAD=4"


@dataclass(slots=True)
class Evidence:
    """What the test saw in one case."""

    row: dict[str, Any]
    copies: int
    calls: int
    strikes: int
    answers: list[str]  # to the person, who then writes twice


class Play:
    """One run of the bot in which every case happens to a chat of its own."""

    def __init__(self, scene: Scene, wire: Wire) -> None:
        self.scene = scene
        self.wire = wire
        self.chats: dict[tuple[str, str], int] = {}
        self.faults: dict[tuple[str, str], int | Reply] = {}
        self.never_started = 0
        self.evidence: dict[tuple[str, str], Evidence] = {}
        self.moved: list[str] = []
        self.rows: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.gone: set[int] = set()
        self.in_session: set[int] = set()
        self.printed = ""

    async def run(self, catalogue: Catalogue) -> None:
        cases = [(kind, case) for kind, group in GROUPS.items() for case in group]
        crowd_of = self.scene.crowd(len(cases))
        self.chats = {(kind, case.name): chat for (kind, case), chat in zip(cases, crowd_of, strict=True)}
        silent = self.scene.playground.world.chats.add_person("Never Wrote", "en")
        self.never_started = silent.id
        await self._prepare(catalogue)
        await asyncio.gather(*(self.strike(kind, case) for kind, case in cases if kind not in BEFORE))
        self.scene.sets_clock(TEN)
        self.scene.api_url = self.wire.url
        bot = self.scene.start(*IMPATIENT, IMPATIENT_UPLOADS)
        await self.scene.stage.is_polled()
        people = [(chat, LINES[kind]) for (kind, _), chat in self.chats.items() if kind in LINES]
        await asyncio.gather(*(self.scene.says(chat, line) for chat, line in people))
        await self.scene.settles(reply=len(people))
        for case in PICTURED_EDITS:
            await self.scene.presses(self.chats["pictured edit", case.name], button.try_it)
        await self.scene.settles(reply=len(people) + len(PICTURED_EDITS))
        await self._press_under_faults()
        await self._ask_for_tracks()
        edits = [*EDITS, *PICTURED_EDITS]
        anew = sum(case.copies for case in edits)
        await self.scene.settles(edit=len(edits) - anew, replacement=anew)
        await until(self._log_is_whole, "a call that was struck is missing in the log")
        self.rows, self.calls = self.scene.ledger.rows(), self.scene.calls
        before = {chat: self.scene.shown(chat) for chat in self.chats.values()}
        self.moved = self.scene.shown(FIRST_GROUP)
        strikes = await self.scene.strikes()
        self.scene.playground.world.faults.end_all()
        await self._people_write_again(before)
        await bot.stops()
        self.gone = {row["id"] for row in self.scene.ledger.ask("select id from chats where is_gone")}
        self.printed = bot.err
        self._gather(before, strikes)

    async def _prepare(self, catalogue: Catalogue) -> None:
        group = self.scene.playground.world.chats.groups[FIRST_GROUP]
        await self.scene.stage.post(f"groups/{group.id}", bot_in=True)
        ring = [chat for (kind, _), chat in self.chats.items() if kind == "reminder"]
        play = [chat for (kind, _), chat in self.chats.items() if kind == "prompt"]
        pictured = [chat for (kind, _), chat in self.chats.items() if kind == "pictured prompt"]
        self.wire.reply("sendMessage", FIRST_GROUP - 500, 400, MOVED)
        self.in_session = {*play, *pictured}
        ring += [self.never_started, FIRST_GROUP - 500]
        await crowd.prepare(
            self.scene.database_url,
            catalogue,
            crowd.reminders((chat, TEN) for chat in ring),
            crowd.sessions(play, TEN, Audience.partner),
            crowd.sessions(pictured, TEN, Audience.partner, Pictures.on),
            crowd.people(chat for (kind, _), chat in self.chats.items() if kind == "track"),
        )
        self._upload()

    def _upload(self) -> None:
        """Let the bot, and another one, have uploaded a picture; let the prompts show it."""
        file = Shelf(media_folder()).animation(PICTURE)
        assert file is not None
        content, facts = file.path.read_bytes(), {"width": file.width, "height": file.height, "duration": 8}
        known = self.scene.playground.world.files.add("animation", content, "video/mp4", None, facts)
        uploads = [(int(TOKEN.partition(":")[0]), file.sha256, known.id), (7, file.sha256, "of another bot")]
        ledger = self.scene.ledger
        for upload in uploads:
            ledger.change("INSERT INTO files (bot_id, sha256, file_id) VALUES (?, ?, ?)", *upload)
        shows = "SELECT id, payload FROM outbox WHERE chat_id IN (SELECT id FROM chats WHERE pictures = 'on')"
        for row in ledger.ask(shows):
            payload = {**json.loads(row["payload"]), "medium": PICTURE}
            ledger.change("UPDATE outbox SET payload = ? WHERE id = ?", json.dumps(payload), row["id"])

    async def strike(self, kind: str, case: Case) -> None:
        chat, method = self.chats[kind, case.name], METHOD[kind]
        if case.fault == "reply":
            self.faults[kind, case.name] = self.wire.reply(method, chat, times=case.strikes, **case.more)
            return
        more = {"count": case.strikes, **case.more}
        self.faults[kind, case.name] = await self.scene.fault(case.fault, chat=chat, method=method, **more)

    async def _press_under_faults(self) -> None:
        """In each chat with a case for edits, tap a button that changes its message."""
        for kind in ("edit", "pictured edit"):
            for case in GROUPS[kind]:
                await self.strike(kind, case)
                await self.scene.presses(self.chats[kind, case.name], button.on_my_own)

    async def _ask_for_tracks(self) -> None:
        """First those whose upload is refused: once a track is at Telegram, only its id is sent."""
        for group in (REFUSED_TRACKS, TRACKS[len(REFUSED_TRACKS) :]):
            for case in group:
                await self.strike("track", case)
                await self.scene.presses(self.chats["track", case.name], button.audio)
            await self.scene.settles(track=len(REFUSED_TRACKS) if group is REFUSED_TRACKS else len(TRACKS))

    async def _log_is_whole(self) -> bool:
        """Is each call that a fault struck in the log? One that hangs comes when the bot has given it up."""
        struck = sum(call.get("fault", "flood") != "flood" for call in self.scene.calls)
        return struck == sum((await self.scene.strikes()).values())

    async def _people_write_again(self, before: dict[int, list[str]]) -> None:
        """Each person who can still write sends two lines, one after the other."""
        blocked = [self.chats[key] for key in self.chats if self._case(*key).state == "blocked"]
        writers = [chat for chat in self.chats.values() if chat not in blocked]
        for times in (1, 2):
            await asyncio.gather(*(self.scene.says(chat, "/tip") for chat in writers))

            async def all_heard(times: int = times) -> bool:
                return all(len(self.scene.shown(chat)) >= len(before[chat]) + times for chat in writers)

            await until(all_heard, "somebody got no answer")

    def _gather(self, before: dict[int, list[str]], strikes: dict[int, int]) -> None:
        for (kind, name), chat in self.chats.items():
            own = kind.removeprefix("pictured ")
            kinds = (own, "replacement") if kind in BEFORE else (own,)
            rows = [row for row in self.rows if row["chat_id"] == chat and row["kind"] in kinds]
            fault = self.faults[kind, name]
            told = fault.used if isinstance(fault, Reply) and not fault.forwards else 0
            sent = [call for method in SENDS for call in self._calls(method, chat)]
            arrived = sum(bool(call.get("effect", call["status"] == 200)) for call in sent)
            self.evidence[kind, name] = Evidence(
                row=min(rows, key=lambda row: int(row["id"])),
                copies=arrived - BEFORE.get(kind, 0),
                calls=len(self._calls(METHOD[kind], chat)) + told,
                strikes=fault.used if isinstance(fault, Reply) else strikes[fault],
                answers=self.scene.shown(chat)[len(before[chat]) :],
            )

    @staticmethod
    def _case(kind: str, name: str) -> Case:
        return next(case for case in GROUPS[kind] if case.name == name)

    def _calls(self, method: str, chat: int) -> list[dict[str, Any]]:
        """Return the calls that were made before people wrote again, and before any second prompt."""
        made = [
            call for call in self.calls if call["method"] == method and call["request"].get("chat_id") == chat
        ]
        return [call for call in made if call["at"] < FIRST_STEP] if chat in self.in_session else made


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Play:
    """All cases, played at once."""

    async def run() -> Play:
        async with Scene(tmp_path_factory.mktemp("outcomes")) as scene, Wire(scene.playground.url) as wire:
            play = Play(scene, wire)
            await play.run(catalogue)
            return play

    return asyncio.run(run())


def every(*, but_blocked: bool = False) -> list[Any]:
    """Return all cases; `but_blocked`: leave out the cases that block the chat."""
    return [
        pytest.param(kind, case, id=f"{kind}: {case.name}")
        for kind in GROUPS
        for case in GROUPS[kind]
        if not (but_blocked and case.state == "blocked")
    ]


@pytest.mark.parametrize(("kind", "case"), every())
def test_a_row_ends_as_the_table_says(play: Play, kind: str, case: Case) -> None:
    """The state, the copies in the chat and the calls that were made are those of the table."""
    seen = play.evidence[kind, case.name]

    assert seen.strikes == case.strikes
    assert (seen.row["state"], seen.copies, seen.calls) == (case.state, case.copies, case.calls)
    assert seen.row["payload"] is None
    if case.attempts is not None:
        assert seen.row["attempts"] == case.attempts


@pytest.mark.parametrize(("kind", "case"), every(but_blocked=True))
def test_the_next_answer_mentions_once_what_may_be_missing(play: Play, kind: str, case: Case) -> None:
    """After `unknown` only the next answer mentions the possible loss; after other states no answer does."""
    first, second = play.evidence[kind, case.name].answers[:2]

    assert (MENTION in first) == case.mentioned
    assert MENTION not in second


def test_every_chat_that_is_gone_is_left_alone_and_no_other(play: Play) -> None:
    """403, `chat not found` and a lost right to write stop the planning for that chat only."""
    told = {
        play.chats[kind, case.name] for kind in GROUPS for case in GROUPS[kind] if case.state == "blocked"
    }

    assert play.gone == told | {play.never_started}
    [never] = [row for row in play.rows if row["chat_id"] == play.never_started]
    assert never["state"] == "blocked"


def test_a_group_that_has_moved_gets_its_reminder_under_its_new_number(play: Play) -> None:
    """Telegram names the new number; the row follows, and arrives once."""
    [row] = [row for row in play.rows if row["chat_id"] == FIRST_GROUP and row["kind"] == "reminder"]

    assert row["state"] == "sent"
    assert (
        sum(
            texts.opening("tip_posture") in text or texts.opening("tip_exercise") in text
            for text in play.moved
        )
        == 1
    )


def test_what_telegram_refuses_is_logged_as_a_bug(play: Play) -> None:
    """One line for each row that failed, with Telegram's sentence and nothing of the message."""
    failed = [case for group in GROUPS.values() for case in group if case.state == "failed"]

    assert play.printed.count("Telegram refuses a message: Message is too long") == len(failed)


LOST = {
    "500": ("server_error", {}, 0),
    "502 with a page": ("html", {}, 0),
    "dropped before": ("drop_before", {}, 0),
    "dropped after": ("drop_after", {}, 1),
    "no answer in time, done": ("slow", {"seconds": 4}, 1),
}


async def test_the_words_of_a_lost_prompt_show_at_once_on_the_card_before(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """This holds for every kind of loss, and if the edit is lost once, too. The buttons work."""
    async with Scene(tmp_path) as scene:
        chats = dict(zip([*LOST, "the edit too"], scene.crowd(len(LOST) + 1), strict=True))
        ready = TEN - timedelta(seconds=50)
        await crowd.prepare(
            scene.database_url, catalogue, crowd.sessions(chats.values(), ready, Audience.partner)
        )
        scene.sets_clock(ready)
        bot = scene.start(*IMPATIENT)
        await scene.sends(len(chats))
        for name, (fault, more, _) in (LOST | {"the edit too": ("server_error", {}, 0)}).items():
            await scene.fault(fault, chat=chats[name], method="sendMessage", count=1, **more)
        edit = {"chat": chats["the edit too"], "method": "editMessageText"}
        await scene.fault("server_error", count=1, **edit)
        scene.sets_clock(TEN + timedelta(seconds=9))

        async def all_show() -> bool:
            return all("left. Next: Kneading" in scene.shown(chat)[0] for chat in chats.values())

        await until(
            all_show, f"somebody never saw the step: {[scene.shown(chat) for chat in chats.values()]}"
        )
        await scene.settles(prompt=2 * len(chats), stand_in=len(chats))
        ends: dict[int, list[str]] = {chat: [] for chat in chats.values()}
        for row in scene.ledger.rows():
            if row["kind"] == "prompt":
                ends[row["chat_id"]].append(row["state"])
        shown = {name: scene.shown(chat) for name, chat in chats.items()}
        await scene.presses(chats["500"], button.pause)
        await until_paused(scene, chats["500"])
        await bot.stops()

    assert ends == {chat: ["sent", "unknown"] for chat in chats.values()}
    for name, messages in shown.items():
        assert messages[0].startswith(texts.step(1, 3, "settle", 10))
        assert len(messages) == 1 + LOST.get(name, ("", {}, 0))[2]


async def until_paused(scene: Scene, chat: int) -> None:
    """Wait until the card says that the session waits."""

    async def look() -> bool:
        return scene.shown(chat)[0].startswith(texts.opening("paused"))

    await until(look, "the button does nothing")
