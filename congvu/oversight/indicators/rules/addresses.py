"""Where a figure comes from, as one line of text: `facts:on_time level=commune field=dat-dai`.

Only the words are known here, with what may narrow them; who answers them is known elsewhere.
Registers and documents are named by their own codes, which a test compares with what there is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.formula import Formula, parse


class SourceKind(StrEnum):
    """Who answers for a figure.

    A `RATIO` is worked out from its numerator and denominator; `INDICATOR` names another row and
    stands only as one of these two.
    """

    FACTS = "facts"
    REGISTER = "register"
    CATALOGUE = "catalogue"
    DOCUMENTS = "documents"
    SURVEYS = "surveys"
    UNITS = "units"
    FORMULA = "formula"
    INDICATOR = "indicator"
    RATIO = "ratio"
    TYPED = "typed"
    NONE = "none"


COMPUTED: Final = frozenset(SourceKind) - {SourceKind.TYPED, SourceKind.NONE}
"""Sources that the platform answers itself."""

_BOOKS: Final = frozenset({SourceKind.REGISTER, SourceKind.UNITS})
_LEVELS: Final = frozenset({"district", "commune"})
_SERVICES: Final = frozenset({"level_3", "level_4", "partial", "full"})
_CODE: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
GROUP: Final = re.compile(r"[0-9a-z]+")
ROW: Final = re.compile(r"[0-9a-z]+(?:\.[0-9a-z]+)+")
"""The code of an indicator."""

WORDS: Final = {
    SourceKind.FACTS: {
        "received",  # form 06a, columns 4 + 5: new in the window
        "received_online",  # column 4
        "received_direct",  # column 5: at the desk or by post
        "carried",  # column 6
        "to_handle",  # column 3
        "resolved",  # column 7
        "early",  # column 8
        "in_time",  # column 9
        "on_time",  # columns 8 + 9: what "đúng hạn" means in a rate
        "late",  # column 10
        "pending",  # column 11
        "pending_in_time",  # column 12
        "pending_late",  # column 13
        "returned",  # results handed over, by the way they were handed over
        "procedures_received",  # different procedures among those received
        "procedures_returned",  # different procedures among those handed over
        "accepted",  # accepted in the window by whoever decides them today
        "digital",  # of these: neither a paper nor a result lacks its copy here
        "digital_papers",  # of these: no paper that was handed in lacks its copy
        "with_result",  # of these: those that have a result
        "digital_results",  # of these: those that have results, each with its file
    },
    SourceKind.CATALOGUE: {
        "new",  # first version begins in the window
        "ended",  # last version ends in the window
        "in_force",  # in force on the last day
        "published",  # in force and shown on the public pages
        "with_workflow",  # in force, and the steps of its workflow are recorded
        "by_post",  # in force and announced for the public post by the unit or one above it
    },
    SourceKind.SURVEYS: {"replies", "way", "answers", "satisfied"},
}
"""The words that each kind knows; kinds that are not here take a code of their own."""

OPTIONS: Final[dict[SourceKind, dict[str, frozenset[str] | None]]] = {
    SourceKind.FACTS: {
        "level": _LEVELS,
        "field": None,
        "channel": frozenset({"direct", "postal", "online"}),
        "service": _SERVICES,
    },
    SourceKind.CATALOGUE: {
        "level": _LEVELS,
        "mechanism": frozenset({"same_level", "cross_level"}),
        "service": _SERVICES,
    },
}
"""What may narrow a word: the name of the option and its values, None for a code."""


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed address. `address` is what stood after the colon, in one tidy line."""

    kind: SourceKind
    address: str = ""

    @property
    def word(self) -> str:
        """The first word of the address: the figure that is asked for."""
        return self.address.split(" ", 1)[0]

    @property
    def options(self) -> dict[str, frozenset[str]]:
        """What narrows the word: `level=commune service=level_3,level_4`."""
        pairs = (part.partition("=") for part in self.address.split(" ")[1:])
        return {name: frozenset(values.split(",")) for name, _, values in pairs}

    @property
    def register(self) -> tuple[str, str]:
        """The codes of a register, or of figures about units, and of the count in it.

        Raises ValueError for another kind.
        """
        if self.kind not in _BOOKS:
            raise ValueError(self.text)
        code, _, count = self.address.partition(".")
        return code, count

    @property
    def formula(self) -> Formula:
        """The formula of the address. Raises ValueError for another kind."""
        if self.kind is not SourceKind.FORMULA:
            raise ValueError(self.text)
        return parse(self.address)

    @property
    def is_computed(self) -> bool:
        """Whether the platform answers it itself."""
        return self.kind in COMPUTED

    @property
    def text(self) -> str:
        """The line that `read_source` reads."""
        if self.kind is SourceKind.INDICATOR:
            return self.address
        return f"{self.kind.value}:{self.address}" if self.address else self.kind.value


def read_source(text: str) -> Source:
    """Read an address. Raises Invalid (FormulaWrong for a formula), which says what to write."""
    tidy = " ".join(text.split())
    head, colon, address = tidy.partition(":")
    if not colon:
        if head in {SourceKind.TYPED, SourceKind.NONE, SourceKind.RATIO}:
            return Source(SourceKind(head))
        if ROW.fullmatch(head):
            return Source(SourceKind.INDICATOR, head)
    if head not in _ADDRESSED:
        raise _unknown(tidy)
    source = Source(SourceKind(head), address.strip())
    if source.kind is SourceKind.FORMULA:
        parse(source.address)
    elif source.kind in _BOOKS:
        _check_register(source)
    else:
        _check_words(source)
    return source


_ADDRESSED: Final = frozenset(SourceKind) - {
    SourceKind.TYPED,
    SourceKind.NONE,
    SourceKind.RATIO,
    SourceKind.INDICATOR,
}


def _check_register(source: Source) -> None:
    if not all(_CODE.fullmatch(code) for code in source.register):
        raise Invalid(
            gettext_noop(
                "“%(source)s” phải là register:mã-sổ.mã-số-đếm, ví dụ register:tin-bai.trang-don-vi."
            ),
            code="source_wrong",
            source=source.text[:80],
        )


def _check_words(source: Source) -> None:
    known = WORDS.get(source.kind)
    if (known and source.word not in known) or not _CODE.fullmatch(source.word):
        raise _unknown(source.text)
    allowed = OPTIONS.get(source.kind, {})
    for part in source.address.split(" ")[1:]:
        name, _, values = part.partition("=")
        choice = allowed.get(name, frozenset())
        for value in values.split(","):
            if (value not in choice) if choice is not None else not _CODE.fullmatch(value):
                raise Invalid(
                    gettext_noop("“%(source)s”: không hiểu “%(part)s”. Dùng được: %(known)s."),
                    code="source_wrong",
                    source=source.text[:80],
                    part=part[:40],
                    known=", ".join(f"{one}=…" for one in sorted(allowed)) or "–",
                )


def _unknown(text: str) -> Invalid:
    return Invalid(
        gettext_noop(
            "“%(source)s” không phải nguồn số liệu. Viết facts:…, register:sổ.số-đếm, catalogue:…, "
            "documents:…, surveys:…, units:nhóm.số-đếm, formula:…, ratio, typed hoặc none."
        ),
        code="source_wrong",
        source=text[:80],
    )
