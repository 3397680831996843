"""How a visitor wants pages: language, large type, light or dark. Kept in one cookie, no sign-in needed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import HTTPConnection

from bedcentre.words import LANGUAGES

COOKIE = "looks"
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """A visitor's choices; unknown values fall back to the hospital's own language and the device's theme."""

    language: str = LANGUAGES[0]
    large: bool = False
    theme: str = THEMES[0]

    def choose(self, language: str | None, large: str | None, theme: str | None) -> Looks:
        """These looks with the valid ones of the given choices."""
        return replace(
            self,
            language=language if language in LANGUAGES else self.language,
            large=self.large if large is None else large == "1",
            theme=theme if theme in THEMES else self.theme,
        )

    def cookie(self) -> str:
        """The choices as one cookie value."""
        return f"{self.language}.{int(self.large)}.{self.theme}"


def looks_of(connection: HTTPConnection) -> Looks:
    """The choices that a browser sent along."""
    parts = connection.cookies.get(COOKIE, "").split(".")
    return Looks().choose(*parts) if len(parts) == 3 else Looks()  # noqa: PLR2004  # language, size, theme
