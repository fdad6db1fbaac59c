"""Checks of what Telegram says: the token, the clock, the webhook."""

from __future__ import annotations

from datetime import timedelta

from bot.doctor.finding import Finding, counted, look, ok, wrong
from bot.telegram.health import Answer, Trouble

CLOCK_MAY_BE_OFF, CLOCK_MUST_NOT_BE_OFF = timedelta(seconds=5), timedelta(seconds=60)
MANY_UPDATES = 100  # more than one fetch: a bot that keeps up leaves no more behind


def check_token(answer: Answer, proxy: str = "") -> Finding:
    """Does Telegram know the token? `proxy`: host and port of the proxy on the way."""
    through = f", through the proxy {proxy}" if proxy else ""
    if answer.name:
        return ok("token", f"Telegram knows it as @{answer.name}{through}")
    if answer.trouble is Trouble.refused:
        todo = "Check BOT_TOKEN with @BotFather, and BOT_API_URL if you set one."
        return wrong("token", "Telegram refuses it", todo)
    if answer.trouble is Trouble.unreachable:
        check = "HTTPS_PROXY and NO_PROXY" if proxy else "the network of this machine"
        todo = f"Check {check}, and BOT_API_URL if you set one."
        return wrong("token", f"Telegram cannot be reached{through} ({answer.said})", todo)
    todo = "Try again in a minute; if it lasts, check BOT_API_URL and any proxy on the way."
    return wrong("token", f"what answers is not a healthy Bot API ({answer.said})", todo)


def check_clock(answer: Answer) -> Finding:
    """Does this machine's clock agree with Telegram's?"""
    if answer.ahead is None:
        todo = "Compare `date -u` with a clock that you trust."
        return look("clock", "Telegram told no time to compare with", todo)
    off, side = abs(answer.ahead), "ahead of" if answer.ahead > timedelta(0) else "behind"
    if off <= CLOCK_MAY_BE_OFF:
        return ok("clock", "it agrees with Telegram's")
    finding = wrong if off > CLOCK_MUST_NOT_BE_OFF else look
    todo = "Let the machine set its clock from the network, for example with `timedatectl set-ntp true`."
    return finding("clock", f"it is {off.total_seconds():.0f} s {side} Telegram's", todo)


def check_webhook(answer: Answer, held: bool | None) -> Finding:
    """Are updates waiting for us, or sent to somebody else?"""
    webhook = answer.webhook
    if webhook is None:
        todo = "See to the token and the network first, then look again."
        return look("webhook", f"Telegram did not tell{f' ({answer.said})' if answer.said else ''}", todo)
    waiting = f"{counted(webhook.waiting, 'update')} waiting"
    if not webhook.host:
        if held and webhook.waiting > MANY_UPDATES:
            todo = "The bot does not fetch them: look into its log; another program may use the same token."
            return look("webhook", f"not set, as it should be, but {waiting}", todo)
        return ok("webhook", f"not set, as it should be, {waiting}")
    at = f" at {webhook.error_at:%Y-%m-%d %H:%M} UTC" if webhook.error_at else ""
    error = f", last error{at}: {webhook.error}" if webhook.error else ""
    seen = f"set to {webhook.host}, {waiting}{error}"
    if held:
        todo = "The running bot gets nothing: find the program that set it, stop it, then restart the bot."
        return wrong("webhook", seen, todo)
    todo = "Another program may use this token; `unknot run` removes the webhook when it starts."
    return look("webhook", seen, todo)
