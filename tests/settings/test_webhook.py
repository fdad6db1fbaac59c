"""The settings of the webhook: what Telegram would not take is refused in one sentence."""

from __future__ import annotations

import pytest

from bot.settings import SettingsProblem, place_of, read_settings

TOKEN = "123456:Settings_Tests-Only0123456789abcdef"
SECRET = "Only-for_tests-0123456789"
OWN_SERVER = "http://127.0.0.1:8081"
GOOD = {"bot_token": TOKEN, "webhook_url": "https://bot.example.org/unknot", "webhook_secret": SECRET}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"webhook_url": "bot.example.org"}, "WEBHOOK_URL should be an address"),
        ({"webhook_url": "https:///unknot"}, "WEBHOOK_URL should be an address"),
        ({"webhook_url": "https://me:pass@bot.example.org"}, "WEBHOOK_URL should be an address"),
        ({"webhook_url": "https://bot.example.org:99999/"}, "WEBHOOK_URL should be an address"),
        ({"webhook_url": "https://bot.example.org/a b"}, "WEBHOOK_URL should be an address"),
        ({"webhook_url": "http://bot.example.org/"}, "WEBHOOK_URL should begin with https://"),
        ({"webhook_url": "https://bot.example.org:8080/"}, "WEBHOOK_URL should have the port 443, 80, 88 or"),
        ({"webhook_url": f"https://bot.example.org/{TOKEN}"}, "WEBHOOK_URL should not have the token in it"),
        ({"webhook_secret": ""}, "WEBHOOK_SECRET is not set"),
        ({"webhook_secret": "too short"}, "WEBHOOK_SECRET should be 16 to 256"),
        ({"webhook_secret": "with a space, and more"}, "WEBHOOK_SECRET should be 16 to 256"),
        ({"webhook_secret": "ä" * 20}, "WEBHOOK_SECRET should be 16 to 256"),
        ({"webhook_secret": "a" * 257}, "WEBHOOK_SECRET should be 16 to 256"),
        ({"webhook_listen": "8080"}, "WEBHOOK_LISTEN should be an address and a port"),
        ({"webhook_listen": ""}, "WEBHOOK_LISTEN should be an address and a port"),
        ({"webhook_listen": "127.0.0.1:70000"}, "WEBHOOK_LISTEN should be an address and a port"),
        ({"health_listen": "here"}, "HEALTH_LISTEN should be an address and a port"),
        ({"health_listen": "0.0.0.0:8080"}, "HEALTH_LISTEN should have another port"),
    ],
)
def test_what_cannot_work_is_one_sentence_without_the_secret(given: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsProblem) as refused:
        read_settings(**GOOD | given)

    said = str(refused.value)
    assert said.startswith(says)
    assert said.endswith(".")
    assert "\n" not in said
    assert (given.get("webhook_secret") or SECRET) not in said
    assert TOKEN not in said


def test_what_telegram_takes_is_taken() -> None:
    for port in ("", ":443", ":80", ":88", ":8443"):
        read_settings(**GOOD | {"webhook_url": f"https://bot.example.org{port}/unknot?x=1"})
    # A Bot API server of one's own takes more.
    read_settings(**GOOD | {"webhook_url": "http://127.0.0.1:9000/x", "bot_api_url": OWN_SERVER})
    # Without a webhook its other settings mean nothing.
    read_settings(bot_token=TOKEN, health_listen="127.0.0.1:8080")


def test_a_place_may_be_of_either_kind_of_address() -> None:
    assert place_of("[::1]:80") == ("::1", 80)
    assert place_of("10.0.0.7:9090") == ("10.0.0.7", 9090)
