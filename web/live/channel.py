"""All that was drawn of one view: what changed since when, so that a page which was away gets what it missed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from web.live.client import Client
from web.live.sight import Sight
from web.live.view import Fragment, View
from web.rendering import Renderer


@dataclass(slots=True)
class _Drawn:
    """A fragment as last drawn; ``html`` None: gone. ``since`` is the journal's newest row when it changed."""

    it: object | None
    html: str | None
    since: int
    into: str


class Channel:
    """One view's fragments as last drawn, and who looks at them. Drawing happens on the hub's drawing thread only."""

    def __init__(self, view: View, renderer: Renderer) -> None:
        self.id = secrets.token_hex(4)
        self.view = view
        self.clients: set[Client] = set()
        self._renderer = renderer
        self._say = renderer.speech(view.language)
        self._drawn: dict[str, _Drawn] = {}
        self._sequence = 0
        self._now: datetime | None = None

    def draw(self, sight: Sight) -> str | None:
        """Draw what may have changed; the message that tells the difference, None if there is none."""
        self._sequence, self._now = sight.picture.sequence, sight.picture.now
        different = [each.target for each in self.view.fragments(sight) if self._keep(each, self._sequence)]
        return self._message(different) if different else None

    def missed(self, channel_id: str, since: int) -> str:
        """What a page that shows this channel as of journal row ``since`` lacks; of another channel: everything."""
        if channel_id != self.id:
            return self._message(self._drawn, whole=True)
        return self._message(target for target, drawn in self._drawn.items() if drawn.since >= since)

    def heartbeat(self) -> str:
        """That the line is alive, and the hospital's time."""
        return self._message(())

    def _keep(self, fragment: Fragment, sequence: int) -> bool:
        """Whether the fragment now looks different. What shows the same model (but for its clock) looks the same."""
        drawn = self._drawn.get(fragment.target)
        if (drawn.it if drawn else None) == fragment.it:
            return False
        html = self._renderer.fragment(fragment.template, self._say, fragment.it) if fragment.it is not None else None
        self._drawn[fragment.target] = _Drawn(fragment.it, html, sequence, fragment.into)
        return drawn is None or drawn.html != html

    def _message(self, targets: Iterable[str], *, whole: bool = False) -> str:
        parts = []
        gone = []
        for target in targets:
            drawn = self._drawn[target]
            if drawn.html is None:
                gone.append(target)
            else:
                parts.append(_partial(target, drawn))
        message: dict[str, object] = {
            "channel": self.id,
            "sequence": self._sequence,
            "now": self._now.isoformat() if self._now else None,
            "gone": gone,
        }
        if parts:
            message["content"] = "".join(parts)
        if whole:
            message["present"] = self._present()
        return json.dumps(message, ensure_ascii=False)

    def _present(self) -> dict[str, list[str]]:
        """What every list consists of, so that a page can drop what is no longer there."""
        lists: dict[str, list[str]] = {}
        for target, drawn in self._drawn.items():
            if drawn.into:
                members = lists.setdefault(drawn.into, [])
                if drawn.html is not None:
                    members.append(target)
        return lists


def _partial(target: str, drawn: _Drawn) -> str:
    if drawn.into:
        return f'<hx-partial hx-target="#{drawn.into}" hx-swap="place">{drawn.html}</hx-partial>'
    return f'<hx-partial hx-target="#{target}" hx-swap="outerMorph">{drawn.html}</hx-partial>'
