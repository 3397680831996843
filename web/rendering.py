"""Templates to HTML in the visitor's language. A fragment sees one documented dataclass, called ``it``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bedcentre.domain.messages import Message
from bedcentre.words import Words, words_for
from web.assets import asset_url

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Speech:
    """One language as templates use it: sentences, messages, clock times, durations."""

    words: Words
    zone: ZoneInfo

    def __call__(self, what: str | Message, /, **gaps: object) -> str:
        """The sentence of a key or message."""
        if isinstance(what, Message):
            return self.words.say(what.key, what.params)
        return self.words.say(what, gaps)

    def text(self, written: str) -> str:
        """What somebody typed, or a word that the machine wrote in its place ("@key")."""
        return self.words.text(written)

    @property
    def language(self) -> str:
        """The language's tag, for ``lang=``."""
        return self.words.language

    def clock(self, at: datetime) -> str:
        """Local clock time: 14:05."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def day(self, at: datetime) -> str:
        """Local day and clock time, as people read it at the hospital."""
        return self.words.instant(at)

    def local(self, at: datetime) -> str:
        """The hospital's wall clock as a calendar field wants it: 2026-11-23T14:05."""
        return f"{at.astimezone(self.zone):%Y-%m-%dT%H:%M}"

    def when(self, at: datetime, now: datetime) -> str:
        """Clock time if it is today, else the day too."""
        same = at.astimezone(self.zone).date() == now.astimezone(self.zone).date()
        return self.clock(at) if same else self.day(at)

    def date(self, day: date) -> str:
        """A calendar day with its weekday."""
        return self("web.date", month=day.month, day=day.day, weekday=self(f"web.weekday.{day.isoweekday()}"))

    def duration(self, length: timedelta) -> str:
        """Minutes below an hour, else hours and minutes, else days and hours."""
        minutes = max(0, int(length.total_seconds() // 60))
        hours, rest = divmod(minutes, 60)
        days, hours_left = divmod(hours, 24)
        if days:
            return self("web.duration.days", days=days, hours=hours_left)
        if hours:
            return self("web.duration.hours", hours=hours, minutes=f"{rest:02d}")
        return self("web.duration.minutes", minutes=minutes)

    def name(self, named: object) -> str:
        """The name of a ward, specialty or procedure in this language."""
        field = "name_zh" if self.language == "zh-CN" else "name_en"
        return str(getattr(named, field))


class Renderer:
    """Holds the compiled templates; safe to use from any thread."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals["asset"] = asset_url
        self._environment.globals["fragment"] = self._fragment_inside

    def speech(self, language: str) -> Speech:
        """How templates speak one language."""
        return Speech(words_for(language, self.zone), self.zone)

    def page(self, template: str, say: Speech, **context: object) -> str:
        """A whole page."""
        return self._environment.get_template(f"pages/{template}").render(say=say, **context)

    def fragment(self, template: str, say: Speech, it: object) -> str:
        """One fragment: the same HTML whether a page includes it or the socket pushes it."""
        return self._environment.get_template(f"fragments/{template}").render(say=say, it=it)

    def _fragment_inside(self, template: str, say: Speech, it: object) -> Markup:
        return Markup(self.fragment(template, say, it))  # noqa: S704  # rendered by this environment: escaped already
