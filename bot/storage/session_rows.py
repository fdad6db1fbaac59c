"""A session as a row of its table, and back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row

from bot.domain.catalogue import Audience, PhraseId, RoutineKey, Step, StepKind, TechniqueKey
from bot.domain.ids import ChatId, SessionId, TopicId
from bot.domain.plan import Cues, Pace
from bot.domain.session import Feeling, Session, State


def values_of(session: Session) -> dict[str, Any]:
    """Return the columns of a session's row, except its id."""
    return {
        "chat_id": session.chat,
        "routine": session.routine,
        "audience": session.audience.value,
        "steps": [_from_step(step) for step in session.steps],
        "state": session.state.value,
        "step_number": session.step_number,
        "turn": session.turn,
        "started_at": session.started_at,
        "remaining": session.remaining,
        "played": list(session.played),
        "ends_at": session.ends_at,
        "edit_at": session.edit_at,
        "card_edited_at": session.card_edited_at,
        "paused_at": session.paused_at,
        "ended_at": session.ended_at,
        "ended_on": session.ended_on,
        "feels": session.feels.value if session.feels else None,
        "played_seconds": session.played_seconds,
        "pace": session.pace.value,
        "cues": session.cues.value,
        "cued": session.cued.value,
        "topic": session.topic,
        "softer": session.softer,
        "shows_more": session.shows_more,
        "version": session.version,
        "notifies_at": session.notifies_at,
        "due_at": session.due_at,
    }


def to_session(row: Row[*tuple[object, ...]] | SimpleNamespace) -> Session:
    """Return the session that a row of its table describes."""
    return Session(
        id=SessionId(row.id),
        chat=ChatId(row.chat_id),
        routine=RoutineKey(row.routine),
        audience=Audience(row.audience),
        steps=tuple(_to_step(step) for step in row.steps),
        state=State(row.state),
        step_number=row.step_number,
        turn=row.turn,
        started_at=row.started_at,
        remaining=row.remaining,
        played=tuple(row.played),
        ends_at=row.ends_at,
        edit_at=row.edit_at,
        card_edited_at=row.card_edited_at,
        paused_at=row.paused_at,
        ended_at=row.ended_at,
        ended_on=row.ended_on,
        feels=None if row.feels is None else Feeling(row.feels),
        pace=Pace(row.pace),
        cues=Cues(row.cues),
        cued=Cues(row.cued),
        topic=None if row.topic is None else TopicId(row.topic),
        softer=row.softer,
        shows_more=row.shows_more,
        version=row.version,
    )


def _from_step(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind.value,
        "prompt": step.prompt,
        "name": step.name,
        "seconds": step.seconds,
        "technique": step.technique,
        "sides": step.sides,
        "pressure": step.pressure,
    }


def _to_step(json: dict[str, Any]) -> Step:
    technique = json["technique"]
    return Step(
        kind=StepKind(json["kind"]),
        prompt=PhraseId(json["prompt"]),
        name=PhraseId(json["name"]),
        seconds=json["seconds"],
        technique=None if technique is None else TechniqueKey(technique),
        sides=json["sides"],
        pressure=None if json["pressure"] is None else (json["pressure"][0], json["pressure"][1]),
    )
