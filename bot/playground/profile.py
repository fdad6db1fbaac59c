"""What the bot tells of itself: name, descriptions, commands and menu button, by language and scope."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from bot.playground.chats import Person
from bot.playground.errors import Json


def scope_key(scope: Json) -> str:
    """Return one word for a command scope."""
    parts = [scope["type"], *(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)]
    return ":".join(parts)


@dataclass(slots=True)
class Profile:
    """The bot's face; texts are kept by language code, "" standing for everybody else."""

    id: int = 1
    username: str = "unknot_bot"
    first_name: str = "Unknot"
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[str, dict[str, list[Json]]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)

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
        }

    def commands_for(self, person: Person | None) -> list[Json]:
        """Return the command menu that a person sees: the narrowest scope wins, then the language."""
        language = person.language_code if person else ""
        scopes = ["all_private_chats", "default"]
        if person:
            scopes.insert(0, f"chat:{person.id}")
        for scope in scopes:
            for code in (language, ""):
                if commands := self.commands.get(scope, {}).get(code):
                    return commands
        return []

    def dump(self) -> Json:
        return asdict(self)
