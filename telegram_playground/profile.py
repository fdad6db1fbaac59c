"""What the bot shows of itself: name, descriptions, commands and menu button, by language and scope."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from telegram_playground.chats import Person
from telegram_playground.errors import Json
from telegram_playground.groups import Group


def scope_key(scope: Json) -> str:
    """Return a command scope as one text, which serves as a key."""
    parts = [scope["type"], *(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)]
    return ":".join(parts)


def _scopes(person: Person | None, group: Group | None) -> list[str]:
    """Return the scopes that hold for a person in a chat, the narrowest first."""
    if group is None:
        return [*([f"chat:{person.id}"] if person else []), "all_private_chats", "default"]
    own = [f"chat_member:{group.id}:{person.id}"] if person else []
    if person is None or person.id not in group.administrators:
        return [*own, f"chat:{group.id}", "all_group_chats", "default"]
    return [
        *own,
        f"chat_administrators:{group.id}",
        f"chat:{group.id}",
        "all_chat_administrators",
        "all_group_chats",
        "default",
    ]


@dataclass(slots=True)
class Profile:
    """The bot's name and texts by language code; "" holds the text for all other languages.

    With `privacy` the bot gets only the group messages that are meant for it; one setting for all groups.
    """

    id: int = 1
    username: str = "unknot_bot"
    first_name: str = "Unknot"
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[str, dict[str, list[Json]]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)
    privacy: bool = True

    def user(self) -> Json:
        """Return the bot as the Bot API's User."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names.get("", self.first_name),
            "username": self.username,
        }

    def page(self) -> Json:
        return {
            "id": self.id,
            "name": self.names.get("", self.first_name),
            "username": self.username,
            "description": self.descriptions.get("", ""),
            "short_description": self.short_descriptions.get("", ""),
            "about": self._about(),
            "privacy": self.privacy,
        }

    def _about(self) -> Json:
        """Return what an empty chat shows of the bot, by language code; "": in all other languages."""
        codes = {"", *self.descriptions, *self.short_descriptions}
        found = {code: self.descriptions.get(code) or self.short_descriptions.get(code) for code in codes}
        return {code: text for code, text in found.items() if text}

    def commands_for(self, person: Person | None, group: Group | None = None) -> list[Json]:
        """Return the command menu that a person sees: the narrowest scope wins, then the language."""
        language = person.language_code.split("-")[0].lower() if person else ""
        for scope in _scopes(person, group):
            for code in (language, ""):
                if commands := self.commands.get(scope, {}).get(code):
                    return commands
        return []

    def dump(self) -> Json:
        return asdict(self)
