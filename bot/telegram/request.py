"""The library's HTTP requests, made with aiohttp, which is faster with many calls in flight."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.proxy import NO_PROXY, Proxy
from bot.telegram.shape import Checked, check_answer

CONNECTIONS = 256
CONNECT = 10.0  # seconds
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
READ = 30.0  # seconds; with the library's default of 5 s, slow answers would count as lost messages


class AiohttpRequest(BaseRequest):
    """One pool of connections for all calls of a bot. No error has the address: the token is part of it."""

    def __init__(self, proxy: Proxy = NO_PROXY) -> None:
        super().__init__()
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """The default read timeout in seconds."""
        return READ

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS), headers={"User-Agent": self.USER_AGENT}
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; return status and body.

        NetworkError, TimedOut: `__cause__` says how far the call got. NotTelegram: no Bot API answered.
        """
        if self._session is None:
            raise RuntimeError("This AiohttpRequest is not initialized.")
        connect, pool = _seconds(connect_timeout, CONNECT), _seconds(pool_timeout, CONNECT)
        read = _seconds(read_timeout, READ)  # includes the time for which getUpdates waits
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                headers=_FORM if _is_plain(request_data) else None,
                timeout=_timeout(pool, connect, read),
                allow_redirects=False,
                proxy=self._proxy.for_url(url),
            ) as response:
                status, body = response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error
        if method == "POST":  # a GET fetches a file, which may have any content
            return status, check_answer(url.rpartition("/")[2], status, body)
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return what the body says: `check_answer` has read it already."""
        return payload.answer if isinstance(payload, Checked) else BaseRequest.parse_json_payload(payload)


@lru_cache(64)
def _timeout(pool: float, connect: float, read: float) -> aiohttp.ClientTimeout:
    # sock_read limits each single read. Without a total, a very slow answer would never end.
    return aiohttp.ClientTimeout(
        total=pool + connect + read, sock_connect=connect, connect=pool, sock_read=read
    )


def form_of(parameters: dict[str, str]) -> bytes:
    """Return the parameters as a form. yarl writes it in C, in a sixth of the time that `urlencode` takes.

    UnicodeEncodeError: a value has half of a surrogate pair, which yarl would leave out.
    """
    for value in parameters.values():
        value.encode()
    return URL().with_query(parameters).raw_query_string.encode("ascii")


def _seconds(given: Any, usual: float) -> float:
    return usual if given is BaseRequest.DEFAULT_NONE or given is None else float(given)


def _is_plain(request_data: RequestData | None) -> bool:
    return request_data is not None and not request_data.contains_files


def _body(request_data: RequestData | None) -> aiohttp.FormData | bytes | None:
    if request_data is None:
        return None
    if _is_plain(request_data):
        # A form as the library sends it: a server that stands in for Telegram may read nothing else.
        # A FormData always prepares for files, which costs more than all other work on a body.
        return form_of(request_data.json_parameters)
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
