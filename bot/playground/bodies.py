"""Reads the parameters of a Bot API call from its address and body: JSON, urlencoded or multipart."""

from __future__ import annotations

import json
from email.message import Message as Headers
from typing import Any
from urllib.parse import parse_qsl

from bot.playground.arguments import loads
from bot.playground.errors import bad_request

MOST_FIELDS = 1000


def parameters(query: str, content_type: str, body: bytes) -> dict[str, str]:
    """Return all parameters as text; those of the body win over those of the address."""
    given = _form(query.encode("ascii", "replace"))
    given.update(_body(content_type, body))
    for name, value in given.items():
        if not _is_utf8(name) or not _is_utf8(value):
            raise bad_request("strings must be encoded in UTF-8")
    return given


def _body(content_type: str, body: bytes) -> dict[str, str]:
    if not body:
        return {}
    headers = Headers()
    headers["Content-Type"] = content_type
    match headers.get_content_type():
        case "application/json":
            return _json(body)
        case "multipart/form-data":
            return _multipart(headers.get_boundary(), body)
        case "application/x-www-form-urlencoded":
            return _form(body)
        case _:
            # Telegram looks into no body of another type.
            return {}


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad_request("can't parse parameters") from None
    return dict(pairs)


def _json(body: bytes) -> dict[str, str]:
    try:
        value = loads(body.decode("utf-8"))
    except UnicodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object: object expected")
    return {name: _as_text(field) for name, field in value.items() if field is not None}


def _as_text(field: Any) -> str:
    return field if isinstance(field, str) else json.dumps(field, ensure_ascii=False)


def _multipart(boundary: str | None, body: bytes) -> dict[str, str]:
    """Return the fields; of a file only its name and size, since no method takes files yet."""
    if not boundary:
        raise bad_request("can't parse multipart form data: boundary not found")
    mark = b"--" + boundary.encode("utf-8", "surrogateescape")
    parts = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise bad_request("can't parse multipart form data")
    given: dict[str, str] = {}
    for part in parts[1:-1]:
        name, value = _part(part)
        given[name] = value
    return given


def _part(part: bytes) -> tuple[str, str]:
    head, found, content = part.partition(b"\r\n\r\n")
    headers = Headers()
    for line in head.decode("utf-8", "replace").split("\r\n"):
        key, colon, value = line.partition(":")
        if colon and key.strip().lower() == "content-disposition":
            headers["Content-Disposition"] = value.strip()
    name = headers.get_param("name", header="content-disposition")
    if not found or not isinstance(name, str) or not name:
        raise bad_request("can't parse multipart form data: field name not found")
    file_name = headers.get_filename()
    if file_name is not None:
        return name, f"<file {file_name}, {len(content)} bytes>"
    try:
        return name, content.decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
