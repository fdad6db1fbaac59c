"""Reads the parameters of a Bot API call from its address and body: JSON, urlencoded or multipart."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message as Headers
from urllib.parse import parse_qsl

from telegram_playground.arguments import Arguments, Upload, loads
from telegram_playground.errors import bad_request

MOST_FIELDS = 1000
LONGEST_HEAD = 8192


Read = tuple[dict[str, str], dict[str, Upload]]


def parameters(query: str, content_type: str, body: bytes) -> Read:
    """Return all parameters as text, and files; those of the body win over those of the address."""
    given = _form(query.encode("ascii", "replace"))
    fields, files = _body(content_type, body)
    given.update(fields)
    for name, value in given.items():
        if not _is_utf8(name) or not _is_utf8(value):
            raise bad_request("strings must be encoded in UTF-8")
    return given, files


def _body(content_type: str, body: bytes) -> Read:
    if not body:
        return {}, {}
    headers = Headers()
    headers["Content-Type"] = content_type
    match headers.get_content_type():
        case "application/json":
            return _json(body), {}
        case "multipart/form-data":
            return _multipart(headers.get_boundary(), body)
        case "application/x-www-form-urlencoded":
            return _form(body), {}
        case _:
            # Telegram does not read a body of another type.
            return {}, {}


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
    return Arguments.of_json(value).given


def _multipart(boundary: str | None, body: bytes) -> Read:
    if not boundary:
        raise bad_request("can't parse multipart form data: boundary not found")
    mark = b"\r\n--" + boundary.encode("utf-8", "surrogateescape")
    given: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for start, end in _parts(mark, body):
        name, upload, content = _part(body, start, end)
        if len(given) + len(files) >= MOST_FIELDS:
            raise bad_request("can't parse parameters")
        if upload is not None:
            files[name] = upload
        else:
            given[name] = content
    return given, files


def _parts(mark: bytes, body: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of each part: parts stand between boundaries, and dashes end the last one."""
    # The first boundary may stand at the very beginning, without a line end before it.
    at = len(mark) - 2 if body.startswith(mark[2:]) else _after(mark, body, 0)
    while not body.startswith(b"--", at):
        end = body.find(mark, at)
        if end < 0:
            raise bad_request("can't parse multipart form data")
        yield at, end
        at = end + len(mark)


def _after(mark: bytes, body: bytes, at: int) -> int:
    found = body.find(mark, at)
    if found < 0:
        raise bad_request("can't parse multipart form data")
    return found + len(mark)


def _part(body: bytes, start: int, end: int) -> tuple[str, Upload | None, str]:
    """Return the name of a field, and its file or its text."""
    blank = body.find(b"\r\n\r\n", start, end)
    head = _headers(body[start : max(start, blank)])
    name = head.get_param("name", header="content-disposition")
    if blank < 0 or not isinstance(name, str) or not name or not _is_utf8(name):
        raise bad_request("can't parse multipart form data: field name not found")
    file_name, content = head.get_filename(), body[blank + 4 : end]
    if file_name is not None:
        return name, Upload(file_name.encode("utf-8", "replace").decode(), content), ""
    try:
        return name, None, content.decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _headers(lines: bytes) -> Headers:
    """Return the Content-Disposition header of a part; no other header is read."""
    headers = Headers()
    for line in lines[:LONGEST_HEAD].decode("utf-8", "replace").split("\r\n"):
        key, colon, value = line.partition(":")
        if colon and key.strip().lower() == "content-disposition":
            headers["Content-Disposition"] = value.strip()
    return headers
