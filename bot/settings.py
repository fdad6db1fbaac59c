"""Settings from the environment or a `.env` file; names what is missing or wrong in one plain sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot import checks, env_file
from bot.checks import DEFAULT_DATABASE, OFFICIAL, Secret
from bot.domain.ids import PersonId
from bot.ports import Retention

PORTS_OF_TELEGRAM = (443, 80, 88, 8443)  # to no other port of a webhook Telegram connects

_DEFAULT, _CHECK = "default", "check"  # what is known of each setting


class SettingsProblem(Exception):
    """A setting is missing or wrong; the text says which, and what would be right."""


def _known(default: str, check: Callable[[str], object] = str) -> dict[str, Any]:
    return {_DEFAULT: default, _CHECK: check}


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All that can be set from outside. Every name is an environment variable in capitals."""

    bot_token: Secret = field(metadata=_known("", checks.token))
    bot_api_url: str = field(metadata=_known(OFFICIAL, checks.address))
    database_url: Secret = field(metadata=_known(DEFAULT_DATABASE, checks.database))
    webhook_url: str = field(metadata=_known("", checks.webhook))
    webhook_secret: Secret = field(metadata=_known("", checks.secret))
    webhook_listen: str = field(metadata=_known("127.0.0.1:8080", checks.place))
    health_listen: str = field(metadata=_known("", checks.optional_place))
    clock_url: str = field(metadata=_known("", checks.optional_address))
    https_proxy: Secret = field(metadata=_known("", checks.proxy))
    no_proxy: str = field(metadata=_known(""))
    admin_ids: str = field(metadata=_known("", checks.numbers))
    keep_history_days: int = field(metadata=_known("0", checks.number(0, 36500)))
    keep_messages_hours: int = field(metadata=_known("48", checks.number(24, 720)))
    backups_kept_days: str = field(metadata=_known("", checks.optional_days))
    log_level: str = field(metadata=_known("INFO", checks.level))

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
        return "SQLite" if self.database_url.reveal().startswith("sqlite") else "PostgreSQL"

    def admins(self) -> frozenset[PersonId]:
        """Return the people who run the bot: they may send `/reload`, `/stats` and `/broadcast`."""
        return frozenset(PersonId(int(part)) for part in self.admin_ids.split(",") if part.strip())


def database_of(url: str) -> str:
    """Return a URL that was given in the place of DATABASE_URL; SettingsProblem: it cannot be one."""
    try:
        return checks.database(url).reveal()
    except ValueError as problem:
        raise SettingsProblem(f"The URL of a database {problem}.") from None


def defaults() -> dict[str, str]:
    """Return the text of each setting that is not given."""
    return {each.name: each.metadata[_DEFAULT] for each in fields(Settings)}


def read_settings(**given: str) -> Settings:
    """Return the settings; `given` ones override the environment. SettingsProblem names each wrong one."""
    try:
        written = env_file.read(Path(env_file.NAME))
    except env_file.Unusable as problem:
        raise SettingsProblem(str(problem)) from None
    return settings_of({**_by_name(written), **_by_name(os.environ), **given})


def settings_of(found: Mapping[str, str]) -> Settings:
    """Return the settings of which `found` has the texts. SettingsProblem names each wrong one."""
    values, wrong = {}, []
    for each in fields(Settings):
        try:
            given = checks.text(found.get(each.name, each.metadata[_DEFAULT]))
            values[each.name] = each.metadata[_CHECK](given)
        except ValueError as problem:
            wrong.append(f"{each.name.upper()} {problem}.")
    if wrong:
        raise SettingsProblem(" ".join(wrong))
    settings = Settings(**values)
    if said := _why_they_do_not_fit(settings):
        raise SettingsProblem(f"{said}.")
    return settings


def _by_name(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by the names of settings, which may be written in small letters too."""
    return {name.lower(): value for name, value in variables.items()}


def read_database_url() -> str:
    """Return DATABASE_URL alone, for commands that need no token."""
    return read_settings(bot_token="0:unused", https_proxy="").database_url.reveal()  # noqa: S106 - not a token, only of its form


def place_of(listen: str) -> tuple[str, int]:
    """Return the host and the port of a setting such as `127.0.0.1:8080`."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


def _why_they_do_not_fit(settings: Settings) -> str:
    """Say which settings do not go together; empty: all of them do."""
    if not settings.webhook_url:
        return ""
    if said := _why_no_webhook(settings):
        return said
    if settings.health_listen and place_of(settings.health_listen)[1] == place_of(settings.webhook_listen)[1]:
        return "HEALTH_LISTEN should have another port than WEBHOOK_LISTEN"
    return ""


def _why_no_webhook(settings: Settings) -> str:
    """Say what keeps Telegram from using WEBHOOK_URL; empty: nothing that can be seen from here."""
    if not settings.webhook_secret.reveal():
        return (
            "WEBHOOK_SECRET is not set: with WEBHOOK_URL it should be 16 to 256 letters, digits, _ and -"
            " (`openssl rand -hex 32` makes some)"
        )
    if settings.bot_token.reveal() in settings.webhook_url:
        return "WEBHOOK_URL should not have the token in it: proxies log addresses"
    if settings.bot_api_url != OFFICIAL:  # a Bot API server of one's own takes any port, and HTTP
        return ""
    parts = urlsplit(settings.webhook_url)
    if parts.scheme != "https":
        return "WEBHOOK_URL should begin with https://, since Telegram sends updates to no other address"
    if (parts.port or 443) not in PORTS_OF_TELEGRAM:
        return "WEBHOOK_URL should have the port 443, 80, 88 or 8443: Telegram connects to no other one"
    return ""
