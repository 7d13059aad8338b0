"""What the layout is told about where one is, who one is and where one may go.

Not here: which entries a role has (interfaces/office) nor how they look (templates).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation, a row of tabs or a trail.

    `icon` names a vendored icon. `badge` is a count of things that wait; None shows none,
    0 is shown. `badge_tone` may be "late". `current` marks the page one is on.
    """

    label: str
    url: str
    icon: str = ""
    current: bool = False
    badge: int | None = None
    badge_tone: str = ""


@dataclass(frozen=True, slots=True)
class NavSection:
    """A group of entries; an empty label draws no heading."""

    label: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class PositionChoice:
    """A position that the person may act in today."""

    id: int
    title: str
    unit_name: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """Where the frame's own controls lead; an empty address hides the control.

    `switch_url` receives `position` (an id) by POST, `sign_out_url` an empty POST,
    `search_url` the words as `q` by POST: a name or a telephone number must not stand in an address.
    """

    home_url: str = "/"
    search_url: str = ""
    switch_url: str = ""
    account_url: str = ""
    sign_out_url: str = ""
    positions: tuple[PositionChoice, ...] = ()


def mark_current(sections: Iterable[NavSection], path: str) -> tuple[NavSection, ...]:
    """Return the sections with the one entry marked whose address is the longest start of `path`.

    The address "/" marks only itself, or it would be the start of everything.
    """
    kept = tuple(sections)
    fitting = [item.url for section in kept for item in section.items if _leads_to(item.url, path)]
    best = max(fitting, key=len, default=None)
    return tuple(
        replace(
            section,
            items=tuple(replace(item, current=item.url == best) for item in section.items),
        )
        for section in kept
    )


def _leads_to(url: str, path: str) -> bool:
    if url in {"", "/"}:
        return url == path
    return path == url or path.startswith(url.rstrip("/") + "/")
