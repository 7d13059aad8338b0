"""Who issued a document: the body behind a name or a symbol, so that series are not mixed."""

import re
from typing import Final

from congvu.oversight.proofreading.rules.citations import Citation
from congvu.oversight.proofreading.rules.text import bare

OWN: Final = "own"  # nobody is named: the unit that reports
_BODIES: Final = (
    ("chinh phu", re.compile(r"^(?:cua )?chinh phu")),
    ("thu tuong", re.compile(r"thu tuong")),
    ("quoc hoi", re.compile(r"quoc hoi")),
    ("tinh uy", re.compile(r"tinh uy|thanh uy")),
    ("huyen uy", re.compile(r"huyen uy|quan uy|thi uy")),
    ("hdnd tinh", re.compile(r"(?:hdnd|hoi dong nhan dan) (?:tinh|thanh pho)")),
    ("hdnd huyen", re.compile(r"(?:hdnd|hoi dong nhan dan) (?:huyen|quan|thi xa)")),
    ("ubnd tinh", re.compile(r"(?:ubnd|uy ban nhan dan) (?:tinh|thanh pho)")),
    ("ubnd huyen", re.compile(r"(?:ubnd|uy ban nhan dan) (?:huyen|quan|thi xa)")),
    ("ubnd xa", re.compile(r"(?:ubnd|uy ban nhan dan) (?:xa|phuong|thi tran|dac khu)")),
)
_BY_SYMBOL: Final = (
    ("chinh phu", re.compile(r"[A-ZĐ]+-CP$")),
    ("thu tuong", re.compile(r"-TTg$")),
    ("quoc hoi", re.compile(r"QH\d*$")),
    ("trung uong", re.compile(r"/TW$|-TW$|BCT$")),
    ("tinh uy", re.compile(r"/TU$|-TU$")),
    ("huyen uy", re.compile(r"/HU$|-HU$")),
)
_OF_LEVEL: Final = {"xã": "ubnd xa", "huyện": "ubnd huyen", "tỉnh": "ubnd tinh"}
_OWN_SERIES = re.compile(r"-?(?:UBND|HĐND)\b|^UBND")


def issuer_of(citation: Citation) -> str:
    """Return a key of the issuing body, OWN when neither name nor symbol tells."""
    for body, pattern in _BY_SYMBOL:
        if pattern.search(citation.symbol):
            return body
    if citation.issuer:
        return body_of(citation.issuer)
    return OWN if _OWN_SERIES.search(citation.symbol) else citation.symbol


def body_of(name: str) -> str:
    """Return the key of a body by its name; a commune keeps its own name, others their level."""
    named = bare(name)
    for body, pattern in _BODIES:
        if pattern.search(named):
            commune = re.search(r"(?:xa|phuong|thi tran) ([a-z]+(?: [a-z]+)?)", named)
            return f"{body} {commune.group(1)}" if body == "ubnd xa" and commune else body
    return named[:40]


def own_bodies(level: str, issuer: str) -> frozenset[str]:
    """Return the keys under which a report names the committee that writes it.

    A higher committee is one of its level; a commune may name others of its level, so only
    "UBND xã" without a name, or with the report's own, is itself.
    """
    body = _OF_LEVEL.get(level, "")
    if not body:
        return frozenset()
    named = body_of(issuer)
    return frozenset({body, named} if named.startswith(body) else {body})


def canonical(symbol: str) -> str:
    """Return the symbol without the signs between its groups."""
    return re.sub(r"[^A-ZĐ0-9]", "", symbol.upper())
