"""What a file says of a set, settled beside the version in use and the set it is based on."""

from __future__ import annotations

from dataclasses import replace

from congvu.oversight.indicators.library import in_use
from congvu.oversight.indicators.models import IndicatorSetVersion
from congvu.oversight.indicators.rules.contents import Values
from congvu.oversight.indicators.rules.reading import from_json
from congvu.oversight.indicators.rules.settling import Refused, Settled, made_whole, settle


def settle_file(values: Values, refused: tuple[Refused, ...], name: str) -> Settled:
    """Return what can be taken of a file's contents; `refused` are lines that were none already.

    Raises BadFiles for what is no single line's fault.
    """
    whole = made_whole(values, _contents(values.get("based_on")), name)
    settled = settle(whole, _contents(values.get("code")), name)
    return replace(settled, refused=(*refused, *settled.refused))


def _contents(code: object) -> Values | None:
    """Return the contents in use of a set, with days as days; None when there is none."""
    if not isinstance(code, str) or not code or "\x00" in code:
        return None
    found = in_use(list(IndicatorSetVersion.objects.filter(code=code)))
    return from_json(found[-1].content) if found else None
