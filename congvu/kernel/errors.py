"""What a rule or a service raises when it cannot do what it was asked."""

from collections.abc import Callable, Mapping
from datetime import date, time
from enum import Enum
from typing import ClassVar


def gettext_noop(text: str) -> str:
    """Mark a Vietnamese source string for translation and return it unchanged.

    `makemessages` finds it by this name; the kernel itself never translates.
    """
    return text


class DomainError(Exception):
    """Something the person can understand and act on.

    `message` is Vietnamese (a string or a lazy translation) and says what to do. Named
    placeholders, `%(year)s`, are filled from the facts, so that the sentence can be
    translated. `facts` are plain JSON values and go to the API's problem document.
    """

    code: str = "domain_error"
    status: ClassVar[int] = 400

    def __init__(self, message: object, *, code: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.template = message
        self.code = code or type(self).code
        self.facts: dict[str, object] = {key: _plain(value) for key, value in facts.items()}

    @property
    def message(self) -> str:
        """The sentence that the screen shows, in the language of the source or of the lazy text."""
        return self.text(str)

    def text(self, translate: Callable[[str], str]) -> str:
        """Return the sentence through `translate`, with its placeholders filled."""
        sentence = translate(str(self.template))
        if "%(" not in sentence:
            return sentence
        try:
            return sentence % self.facts
        except (KeyError, TypeError, ValueError):  # a percent sign that was meant as one
            return sentence

    def __str__(self) -> str:
        return self.message


class NotFound(DomainError):
    """There is no such thing, or none that this person may see."""

    code = "not_found"
    status = 404


class NotAllowed(DomainError):
    """The person may see it but not do it."""

    code = "not_allowed"
    status = 403


class Conflict(DomainError):
    """Somebody or something else was first; nothing was changed."""

    code = "conflict"
    status = 409


class Invalid(DomainError):
    """What was given cannot be right, or is not allowed in this state."""

    code = "invalid"
    status = 422


def _plain(value: object) -> object:
    """Turn a fact into what JSON can say."""
    plain: object = value
    if isinstance(value, Enum):
        plain = _plain(value.value)
    elif isinstance(value, date | time):
        plain = value.isoformat()
    elif isinstance(value, Mapping):
        plain = {str(_plain(key)): _plain(item) for key, item in value.items()}
    elif isinstance(value, list | tuple):
        plain = [_plain(item) for item in value]
    elif isinstance(value, set | frozenset):
        plain = sorted((_plain(item) for item in value), key=str)
    elif value is not None and not isinstance(value, bool | int | float | str):
        plain = str(value)
    return plain
