"""Checks of what Telegram says: the token, the clock, the webhook."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.doctor.finding import Finding, counted, look, ok, wrong
from bot.telegram.health import Answer, Trouble, Webhook

CLOCK_MAY_BE_OFF, CLOCK_MUST_NOT_BE_OFF = timedelta(seconds=5), timedelta(seconds=60)
OF_LATE = timedelta(minutes=10)
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


def check_webhook(answer: Answer, held: bool | None, hook: str = "", now: datetime | None = None) -> Finding:
    """Do updates come to us? `hook`: the webhook that the bot sets; empty: it polls. `now`: wire time."""
    webhook = answer.webhook
    mode = "webhook" if hook else "polling"
    if webhook is None:
        told = f" ({answer.said})" if answer.said else ""
        todo = "See to the token and the network first, then look again."
        return look("webhook", f"mode {mode}, but Telegram did not tell{told}", todo)
    waiting = f"{counted(webhook.waiting, 'update')} waiting"
    if not webhook.is_ours:
        return _not_ours(webhook, held, mode, waiting)
    if not hook:
        if held and webhook.waiting > MANY_UPDATES:
            todo = "The bot does not fetch them: look into its log; another program may use the same token."
            return look("webhook", f"mode polling, none is set, as it should be, but {waiting}", todo)
        return ok("webhook", f"mode polling, none is set, as it should be, {waiting}")
    seen = f"mode webhook, set to {webhook.host}, as it should be, {waiting}{_error_of(webhook)}"
    is_failing = webhook.error_at is not None and now is not None and now - webhook.error_at < OF_LATE
    if held and webhook.waiting and is_failing:
        todo = "Telegram cannot bring them: look at the proxy before WEBHOOK_LISTEN, and at its certificate."
        return wrong("webhook", seen, todo)
    if held and webhook.waiting > MANY_UPDATES:
        return look("webhook", seen, "The bot does not keep up, or does not commit: look into its log.")
    return ok("webhook", seen)


def _not_ours(webhook: Webhook, held: bool | None, mode: str, waiting: str) -> Finding:
    """Say what is wrong with a webhook that is not the one of the settings."""
    place = f"one is set to {webhook.host}" if mode == "polling" else "none is set"
    if mode == "webhook" and webhook.host:
        place = f"another address is set, at {webhook.host}"
    seen = f"mode {mode}, but {place}, {waiting}{_error_of(webhook)}"
    if held and webhook.host:
        todo = "The running bot gets nothing: find the program that set it, stop it, then restart the bot."
        return wrong("webhook", seen, todo)
    if held:
        return wrong("webhook", seen, "Another program has removed it; the bot sets it again in a minute.")
    if not webhook.host:
        return look("webhook", seen, "`unknot run` sets it when it starts.")
    verb = "sets its own" if mode == "webhook" else "removes it"
    return look("webhook", seen, f"Another program may use this token; `unknot run` {verb} when it starts.")


def _error_of(webhook: Webhook) -> str:
    at = f" at {webhook.error_at:%Y-%m-%d %H:%M} UTC" if webhook.error_at else ""
    return f", last error{at}: {webhook.error}" if webhook.error else ""
