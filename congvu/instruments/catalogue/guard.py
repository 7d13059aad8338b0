"""Says which changes of the files would rewrite what dossiers already rely on.

The catalogue cannot know the dossiers above it, so the rule is about dates: once a version or
regime has begun, its dates, limits and clock rules stay. An open end may be set to a day that
has not come yet, because that changes no day on which anything was accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from congvu.instruments.catalogue.errors import Fault

if TYPE_CHECKING:
    from datetime import date

    from congvu.instruments.catalogue.rules import RegimeSpan, VersionFacts

VERSION_KEEPS: Final = (
    "level",
    "also_level",
    "limit",
    "channel_limits",
    "same_day",
    "on_supplement",
    "late_acceptance_cutoff",
    "starts_on",
)
REGIME_KEEPS: Final = ("on_supplement", "late_acceptance_cutoff", "forward_cutoff", "starts_on")


def version(before: VersionFacts, after: VersionFacts, today: date, file: str) -> list[Fault]:
    """List the changes of a version that has begun and that may not be made."""
    if before.starts_on > today:
        return []
    changed = _changed(before, after, VERSION_KEEPS, today)
    place = f"{before.code} versions[{before.number}]"
    return [
        Fault(
            file,
            f"{place}.{name}",
            "đang hoặc đã có hiệu lực nên không đổi được.",
            "Thêm phiên bản mới từ ngày thay đổi; nếu bản cũ nhập sai thì nạp lại với --replace.",
        )
        for name in changed
    ]


def regime(before: RegimeSpan, after: RegimeSpan, today: date) -> list[Fault]:
    """List the changes of a regime that has begun and that may not be made."""
    if before.starts_on > today:
        return []
    changed = _changed(before, after, REGIME_KEEPS, today)
    if _formats_begun(before, today) != _formats_begun(after, today):
        changed.append("code_formats")
    return [
        Fault(
            "regimes",
            f"{before.code}.{name}",
            "đang hoặc đã có hiệu lực nên không đổi được.",
            "Thêm chế độ mới từ ngày thay đổi; nếu bản cũ nhập sai thì nạp lại với --replace.",
        )
        for name in changed
    ]


def _formats_begun(span: RegimeSpan, today: date) -> list[tuple[object, ...]]:
    return [
        (part.starts_on, part.template, part.date_digits, part.counter_width)
        for part in span.code_formats
        if part.starts_on <= today
    ]


def _changed(before: Any, after: Any, keeps: tuple[str, ...], today: date) -> list[str]:
    changed = [name for name in keeps if getattr(before, name) != getattr(after, name)]
    if not _end_may_move(before.ends_on, after.ends_on, today):
        changed.append("ends_on")
    return changed


def _end_may_move(before: date | None, after: date | None, today: date) -> bool:
    if before == after:
        return True
    return (before is None or before > today) and (after is None or after > today)
