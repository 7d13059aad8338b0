"""What a Word file remembers of its sending: numbers by which the sent words are found again, pure.

The texts of a report are only added to, so the number of the last one, and the moment, are enough;
the head is overwritten, so the file carries a sign of each of its lines. What nobody wrote comes
from the outline, which may say something else by then: a sign of all sections tells. No word is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

_STAMPED = re.compile(
    r"(\d{1,18})/(\d{9,11})\.(\d{6})/([0-9a-f]{8}(?:\.[0-9a-f]{8})*)(?:/([0-9a-f]{8}))?"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """The last text and the moment that a file was made from, with signs of what stood in it.

    `head` has one for each line of the head, `texts` one for all sections ("" in older files).
    """

    last: int
    at: datetime
    head: tuple[str, ...]
    texts: str


def stamped(reference: str, at: datetime, head: tuple[str, ...], texts: str) -> str:
    """Return a reference that remembers the moment, the head's lines and the texts, in ASCII."""
    signs = ".".join(sign(line) for line in head)
    return f"{reference}/{at.timestamp():.6f}/{signs}/{sign(texts)}"


def sent(reference: str) -> Sent | None:
    """Return what a reference remembers, None for one that remembers nothing (older, dropped)."""
    found = _STAMPED.fullmatch("/".join(reference.split("/")[2:]))
    if found is None:
        return None
    at = datetime.fromtimestamp(int(found[2]), UTC).replace(microsecond=int(found[3]))
    return Sent(int(found[1]), at, tuple(found[4].split(".")), found[5] or "")


def sign(text: str) -> str:
    """Return a short sign of a text: other texts have another one."""
    return sha256(text.encode()).hexdigest()[:8]


def subject(said: str) -> str:
    """Return a subject in one line."""
    return " ".join(said.split())


def addressees(said: str) -> str:
    """Return addressees one below the other, without "Kính gửi", dashes and closing signs."""
    bare = re.sub(r"^\s*Kính gửi\s*:?", "", said)
    lines = (" ".join(line.split()).lstrip("-– ").rstrip(".; ") for line in bare.splitlines())
    return "\n".join(line for line in lines if line)


def recipients(said: str) -> str:
    """Return recipients one below the other, without their dashes."""
    lines = (" ".join(line.split()).lstrip("-– ") for line in said.splitlines())
    return "\n".join(line for line in lines if line)


HEAD_LINES: Final[Mapping[str, Callable[[str], str]]] = {
    "subject": subject,
    "addressees": addressees,
    "recipients": recipients,
}
"""What of a report's head may come back from Word, and how each is made comparable."""
