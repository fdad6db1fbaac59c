"""The files of `deploy/`: they can be read, fit together, and name only what exists.

Their own linters do more; CONTRIBUTING.md names them. These tests need no download.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bot.commands import app
from bot.settings import defaults
from bot.web.metrics import Metrics

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
UNITS = sorted((DEPLOY / "systemd").iterdir())
# What the containers themselves decide, and what must be given.
SET_BY_COMPOSE = {
    *("BOT_TOKEN", "DATABASE_URL", "HEALTH_LISTEN", "WEBHOOK_LISTEN", "WEBHOOK_SECRET", "WEBHOOK_URL")
}
SETTINGS = {name.upper() for name in defaults()}
INSTRUCTIONS = {
    *(
        "FROM",
        "WORKDIR",
        "COPY",
        "ENV",
        "RUN",
        "VOLUME",
        "USER",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    )
}


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def unit(path: Path) -> RawConfigParser:
    """Return a unit of systemd. A key may come twice; the last value is kept."""
    parser = RawConfigParser(strict=False, interpolation=None, comment_prefixes=("#", ";"), delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # as configparser documents it
    parser.read_string(path.read_text("utf-8"))
    return parser


def compose() -> Any:
    return yaml.safe_load(text_of("compose.yaml"))


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Containerfile, each on one line."""
    joined = re.sub(r"\\\n\s*", " ", text_of("Containerfile"))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2]) for line in lines]


def expressions() -> Iterator[str]:
    """Yield every expression of the alerts and of the dashboard."""
    for group in yaml.safe_load(text_of("prometheus/alerts.yml"))["groups"]:
        yield from (rule["expr"] for rule in group["rules"])
    for panel in json.loads(text_of("grafana/unknot.json"))["panels"]:
        yield from (target["expr"] for target in panel["targets"])


def figures() -> set[str]:
    """Return the names and the labels of all figures that a bot can show."""
    metrics = Metrics("1")
    for name in ("calls_in_flight", "pace_wait_seconds"):  # `bot/web/health.py` adds them
        assert f'"{name}"' in (ROOT / "bot/web/health.py").read_text("utf-8")
        metrics.ask(name, "", float)
    shown, _ = metrics.page("", None, is_ready=True)
    return set(re.findall(r"^# TYPE (\w+) ", shown.decode(), re.MULTILINE))


@pytest.mark.parametrize("path", UNITS, ids=[path.name for path in UNITS])
def test_a_unit_names_commands_and_settings_that_exist(path: Path) -> None:
    found = unit(path)

    assert found.has_section("Unit")
    if path.suffix == ".timer":
        assert found.has_option("Timer", "OnCalendar")
        assert path.with_suffix(".service").is_file()
        return
    service = found["Service"]
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert (service["ProtectSystem"], service["CapabilityBoundingSet"]) == ("strict", "")
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert service["EnvironmentFile"] in GUIDE


def test_every_command_that_is_named_exists() -> None:
    commands = set(typer.main.get_group(app).commands)
    named = re.compile(r"(?:^|bin/|`|&& |\d |ps |DATABASE_URL=\S+ )unknot ([a-z]+)\b(?! \[)", re.MULTILINE)
    texts = [path.read_text("utf-8") for path in UNITS] + [GUIDE]

    found = {name for text in texts for name in named.findall(text)}

    assert {"run", "copy", "backup", "restore", "doctor", "migrate"} <= found
    assert found <= commands


def test_every_setting_that_is_named_exists() -> None:
    bots = [service for name, service in compose()["services"].items() if name.startswith("bot-")]
    given = {name for kind, rest in instructions() if kind == "ENV" for name in re.findall(r"(\w+)=", rest)}
    in_guide = set(re.findall(r"^(?:DATABASE_URL|[A-Z]+_[A-Z_]+)(?==)", GUIDE, re.MULTILINE))

    assert [set(service["environment"]) <= SETTINGS for service in bots] == [True, True]
    assert (
        given - {"PATH", "PYTHONUNBUFFERED"} - {name for name in given if name.startswith("PIP_")} <= SETTINGS
    )
    assert in_guide <= SETTINGS
    assert "HEALTH_LISTEN" in in_guide


def test_every_setting_reaches_the_containers_and_stays_the_same_if_it_is_not_given() -> None:
    explained = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    services = compose()["services"]
    for name in ("bot-1", "bot-2"):
        environment = services[name]["environment"]

        assert set(environment) == SETTINGS == explained
        for setting in sorted(explained - SET_BY_COMPOSE):
            assert environment[setting] == f"${{{setting}:-{defaults()[setting.lower()]}}}"


def test_the_containers_file_copies_what_is_there_and_does_not_run_as_root() -> None:
    found = instructions()
    kinds = [kind for kind, _ in found]
    copied = [
        part for kind, rest in found if kind == "COPY" and "--from" not in rest for part in rest.split()[:-1]
    ]
    ignored = text_of("Containerfile.containerignore").splitlines()

    assert set(kinds) <= INSTRUCTIONS
    assert [part for part in copied if not (ROOT / part).exists()] == []
    assert {f"!{part}" for part in copied} == {line for line in ignored if line.startswith("!")}
    assert ignored == text_of("Containerfile.dockerignore").splitlines()
    last = {kind: rest for kind, rest in found[len(kinds) - kinds[::-1].index("FROM") :]}
    assert last["USER"] == "10001:10001"
    assert "/healthz" in last["HEALTHCHECK"]
    assert all("python:3.11-slim" in rest for kind, rest in found if kind == "FROM")


def test_the_containers_fit_together_and_only_the_proxy_can_be_reached() -> None:
    services = compose()["services"]
    bots = [name for name in services if name.startswith("bot-")]
    given = set(re.findall(r"^([A-Z_]+)=", text_of("compose.env.example"), re.MULTILINE))

    assert len(bots) == 2
    assert [name for name in services if "ports" in services[name]] == ["caddy"]
    for name in bots:
        bot = services[name]
        assert (bot["read_only"], bot["cap_drop"]) == (True, ["ALL"])
        assert bot["depends_on"]["postgres"]["condition"] == "service_healthy"
        assert f"{name}:{bot['environment']['WEBHOOK_LISTEN'].rpartition(':')[2]}" in text_of("Caddyfile")
        listens = bot["environment"]["HEALTH_LISTEN"].rpartition(":")[2]
        assert f"health_port {listens}" in text_of("Caddyfile")
        assert f"{name}:{listens}" in text_of("prometheus/prometheus.yml")
        assert "@postgres:5432/" in bot["environment"]["DATABASE_URL"]
    assert set(re.findall(r"\$\{(\w+)", text_of("compose.yaml"))) == given
    path = services[bots[0]]["environment"]["WEBHOOK_URL"].rpartition("/")[2]
    assert f"path /{path}\n" in text_of("Caddyfile")


def test_alerts_and_dashboard_use_only_figures_that_there_are() -> None:
    own = {name for each in expressions() for name in re.findall(r"\b(unknot_\w+)\{", each)}
    ends = re.compile(r"_(?:bucket|sum|count|total)$")
    shown = figures()

    missing = {name for name in own if name not in shown and ends.sub("", name) not in shown}

    assert len(own) > 15
    assert missing == set()
    assert all('job="unknot"' in each for each in expressions())


def test_each_of_the_five_alerts_is_explained_and_has_a_test() -> None:
    rules = [
        rule
        for group in yaml.safe_load(text_of("prometheus/alerts.yml"))["groups"]
        for rule in group["rules"]
    ]
    names = [rule["alert"] for rule in rules]
    tests = yaml.safe_load(text_of("prometheus/alerts_test.yml"))["tests"]
    quiet = {each["alertname"] for test in tests for each in test.get("alert_rule_test", ())}
    firing = {
        re.findall(r'alertname="(\w+)"', each["expr"])[0]
        for test in tests
        for each in test.get("promql_expr_test", ())
    }

    assert len(names) == 5
    assert set(names) == quiet == firing == set(re.findall(r"^\| `(Unknot\w+)`", GUIDE, re.MULTILINE))
    assert all({"summary", "description"} <= set(rule["annotations"]) for rule in rules)
