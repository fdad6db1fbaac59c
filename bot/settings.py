"""Settings from the environment or a `.env` file; names what is missing or wrong in one plain sentence."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import env_file
from bot.domain.ids import PersonId
from bot.ports import Retention

OFFICIAL = "https://api.telegram.org"
DEFAULT_DATABASE = "sqlite:///data/unknot.sqlite3"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

PORTS_OF_TELEGRAM = (443, 80, 88, 8443)  # to no other port of a webhook Telegram connects

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_PLACE = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})")


class SettingsProblem(Exception):
    """A setting is missing or wrong; the text says which, and what would be right."""


def _token(value: SecretStr) -> SecretStr:
    if not value.get_secret_value():
        raise ValueError(
            "is not set: put the token from @BotFather there (or try `unknot demo`, without one)"
        )
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError(
            "is not a bot token: it should be digits, a colon and letters, as @BotFather gives it"
        )
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", value):
        raise ValueError(f"should be an address such as {OFFICIAL}")
    return value.rstrip("/")


def _optional_address(value: str) -> str:
    if value and not re.fullmatch(r"https?://\S+", value):
        raise ValueError("should be an address such as http://127.0.0.1:8080/control/clock, or empty")
    return value


def _database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError(f"should look like {DEFAULT_DATABASE} or postgresql://user:password@host/unknot")
    return value


def _proxy(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not re.fullmatch(r"http://[^\s/?#]+/?", value.get_secret_value()):
        raise ValueError(
            "should be an HTTP proxy such as http://proxy.example:3128, or empty;"
            " a SOCKS proxy needs a program such as privoxy before it"
        )
    return value


def _webhook(value: str) -> str:
    if not value:
        return value
    try:
        parts = urlsplit(value)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or not re.fullmatch(r"[!-~]+", value) or "#" in value or "@" in parts.netloc:
        raise ValueError("should be an address such as https://bot.example.org/unknot, or empty for polling")
    return value


def _secret(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("should be 16 to 256 letters, digits, _ and - (`openssl rand -hex 32` makes some)")
    return value


def _place(value: str) -> str:
    found = _PLACE.fullmatch(value)
    if found is None or not 0 < int(found[2]) < 65536:
        raise ValueError("should be an address and a port, such as 127.0.0.1:8080 or 0.0.0.0:8080")
    return value


def _optional_place(value: str) -> str:
    return _place(value) if value else value


def _level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError(f"should be one of {', '.join(LEVELS)}")
    return value.upper()


def _optional_days(value: str) -> str:
    if not re.fullmatch(r"[0-9]{0,5}", value):
        raise ValueError("should be a number of days, or empty")
    return value


def _numbers(value: str) -> str:
    if any(not re.fullmatch(r"[1-9][0-9]{0,15}", part.strip()) for part in value.split(",") if value.strip()):
        raise ValueError("should be Telegram's numbers of people, such as 12345678, 87654321, or empty")
    return value


class Settings(BaseSettings):
    """All that can be set from outside. Every name is an environment variable in capitals."""

    model_config = SettingsConfigDict(
        env_file=env_file.NAME, extra="ignore", frozen=True, hide_input_in_errors=True, validate_default=True
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    bot_api_url: Annotated[str, AfterValidator(_address)] = OFFICIAL
    database_url: Annotated[str, AfterValidator(_database)] = DEFAULT_DATABASE
    webhook_url: Annotated[str, AfterValidator(_webhook)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] = SecretStr("")
    webhook_listen: Annotated[str, AfterValidator(_place)] = "127.0.0.1:8080"
    health_listen: Annotated[str, AfterValidator(_optional_place)] = ""
    clock_url: Annotated[str, AfterValidator(_optional_address)] = ""
    https_proxy: Annotated[SecretStr, AfterValidator(_proxy)] = SecretStr("")
    no_proxy: str = ""
    admin_ids: Annotated[str, AfterValidator(_numbers)] = ""
    keep_history_days: Annotated[int, Field(ge=0, le=36500)] = 0
    keep_messages_hours: Annotated[int, Field(ge=24, le=720)] = 48
    backups_kept_days: Annotated[str, AfterValidator(_optional_days)] = ""
    log_level: Annotated[str, AfterValidator(_level)] = "INFO"

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.webhook_url and (said := _why_no_webhook(self)):
            raise ValueError(said)
        if self.webhook_url and self.health_listen:
            if place_of(self.health_listen)[1] == place_of(self.webhook_listen)[1]:
                raise ValueError("HEALTH_LISTEN should have another port than WEBHOOK_LISTEN")
        return self

    @property
    def retention(self) -> Retention:
        """How long what is stored is kept."""
        backups = self.backups_kept_days
        return Retention(
            messages=timedelta(hours=self.keep_messages_hours),
            history=timedelta(days=self.keep_history_days) if self.keep_history_days else None,
            backups=timedelta(days=int(backups)) if backups else None,
        )

    @property
    def database_kind(self) -> str:
        """The name of the kind of database, as people call it."""
        return "SQLite" if self.database_url.startswith("sqlite") else "PostgreSQL"

    def admins(self) -> frozenset[PersonId]:
        """Return the people who run the bot: they may send `/reload`, `/stats` and `/broadcast`."""
        return frozenset(PersonId(int(part)) for part in self.admin_ids.split(",") if part.strip())


def database_of(url: str) -> str:
    """Return a URL that was given in the place of DATABASE_URL; SettingsProblem: it cannot be one."""
    try:
        return _database(url)
    except ValueError as problem:
        raise SettingsProblem(f"The URL of a database {problem}.") from None


def read_settings(**given: str) -> Settings:
    """Return the settings; `given` ones override the environment. SettingsProblem names each wrong one."""
    try:
        encoding = env_file.encoding_of(Path(env_file.NAME))
        # pydantic reads plain text.
        return Settings(_env_file_encoding=encoding, **given)  # type: ignore[arg-type, call-arg]
    except env_file.Unusable as problem:
        raise SettingsProblem(str(problem)) from None
    except ValidationError as error:
        raise SettingsProblem(" ".join(_sentence(each) for each in error.errors())) from None


def read_database_url() -> str:
    """Return DATABASE_URL alone, for commands that need no token."""
    return read_settings(bot_token="0:unused", https_proxy="").database_url  # noqa: S106 - not a token, only of its form


def place_of(listen: str) -> tuple[str, int]:
    """Return the host and the port of a setting such as `127.0.0.1:8080`."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


def _why_no_webhook(settings: Settings) -> str:
    """Say what keeps Telegram from using WEBHOOK_URL; empty: nothing that can be seen from here."""
    if not settings.webhook_secret.get_secret_value():
        return (
            "WEBHOOK_SECRET is not set: with WEBHOOK_URL it should be 16 to 256 letters, digits, _ and -"
            " (`openssl rand -hex 32` makes some)"
        )
    if settings.bot_token.get_secret_value() in settings.webhook_url:
        return "WEBHOOK_URL should not have the token in it: proxies log addresses"
    if settings.bot_api_url != OFFICIAL:  # a Bot API server of one's own takes any port, and HTTP
        return ""
    parts = urlsplit(settings.webhook_url)
    if parts.scheme != "https":
        return "WEBHOOK_URL should begin with https://, since Telegram sends updates to no other address"
    if (parts.port or 443) not in PORTS_OF_TELEGRAM:
        return "WEBHOOK_URL should have the port 443, 80, 88 or 8443: Telegram connects to no other one"
    return ""


def _sentence(error: object) -> str:
    assert isinstance(error, dict)  # noqa: S101 - pydantic's own form
    name = "_".join(str(part) for part in error["loc"]).upper()
    said = str(error["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return f"{name} {said}.".lstrip()
