"""The closed lists of documents: direction, urgency, capacity of the signer, relations, ways of sending.

Types and tags are not here: they are data (`catalogue/documents`), read by `rules/types.py`.
"""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Urgency(StrEnum):
    """Độ khẩn (NĐ 30/2020, Phụ lục I): the more urgent, the further down."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    MOST_URGENT = "most_urgent"


class Capacity(StrEnum):
    """In whose name the signer signs (NĐ 30/2020 Đ13)."""

    HEAD = "head"
    FOR_COLLECTIVE = "TM"
    FOR_HEAD = "KT"
    BY_ORDER = "TL"
    BY_MANDATE = "TUQ"
    ACTING = "Q"


class Way(StrEnum):
    """How a document reaches a recipient."""

    NETWORK = "network"
    PAPER = "paper"
    BOTH = "both"


class Part(StrEnum):
    """What the instruction asks of a unit or person."""

    LEAD = "lead"
    SUPPORT = "support"
    INFO = "info"


class RelationKind(StrEnum):
    IMPLEMENTS = "implements"
    REPLACES = "replaces"
    AMENDS = "amends"
    CITES = "cites"
    ANSWERS = "answers"
    CORRECTS = "corrects"
    RECALLS = "recalls"


class FileKind(StrEnum):
    MAIN = "main"
    ANNEX = "annex"
    DRAFT = "draft"
