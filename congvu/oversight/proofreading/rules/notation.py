"""One report, one way of writing numbers: mixed signs for thousands and decimals."""

from collections.abc import Iterator, Sequence

from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Severity,
    quotes_of,
)
from congvu.oversight.proofreading.rules.numbers import Style


def mixed(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield one finding for decimals and one for thousands, where a report writes them in two ways."""
    shares = [one for one in figures if is_share(one) or one.decimals]
    yield from _told(
        "phần thập phân",
        [one for one in shares if one.style is Style.COMMA_DECIMALS],
        [one for one in shares if one.style is Style.DOT_DECIMALS],
        [],
    )
    counts = [one for one in figures if not is_share(one) and one.sure]
    yield from _told(
        "hàng nghìn",
        [one for one in counts if one.style is Style.DOT_GROUPS],
        [one for one in counts if one.style is Style.COMMA_GROUPS],
        [one for one in counts if one.style is Style.PLAIN and one.value >= 1000],
    )


def _told(
    what: str, dots: list[Figure], commas: list[Figure], plain: list[Figure]
) -> Iterator[Finding]:
    groups = [group for group in (dots, commas, plain) if group]
    if len(groups) < 2 or (not commas and len(plain) < 2):
        return
    few = sorted(groups, key=len)
    examples = [
        one for group in groups for one in (group if group is not few[-1] else group[:2])[:6]
    ]
    written = "; ".join(group[0].written for group in groups)
    yield Finding(
        "number_format_mixed", Severity.WARNING, Basis.NOTATION,
        f"Một văn bản viết {what} theo nhiều cách.", written, quotes_of(examples),
    )  # fmt: skip
