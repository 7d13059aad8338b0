"""Statistical forms over HTTP: the same figures as on the screen and in the report."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router
from pydantic import StringConstraints

from congvu.interfaces.api import schemas
from congvu.interfaces.api.figures import form_06a_json

router = Router(tags=["forms"])
# a window of thousands of years is a mistake, not a question
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]
UnitCode = Annotated[str, StringConstraints(max_length=35, pattern=r"^[0-9A-Z.]+$")]


@router.get("/forms/06a", response={200: dict[str, Any], 401: schemas.Problem, 404: schemas.Problem,
                                    422: schemas.Problem})  # fmt: skip
def form_06a(
    request: HttpRequest,
    *,
    unit: Annotated[UnitCode, Query()],
    start: Annotated[Day, Query(alias="from")],
    end: Annotated[Day, Query(alias="to")],
    as_of: Annotated[Day | None, Query()] = None,
    scope: Annotated[Literal["own", "subtree"], Query()] = "own",
    definition: Annotated[Literal["06a", "766", "due"], Query()] = "06a",
    against: Annotated[Literal["lawful", "promised", "current"], Query()] = "lawful",
) -> dict[str, Any]:
    """Give form 06a of the program's own unit or one under it; `to` is inclusive."""
    return form_06a_json(
        request.auth,  # type: ignore[attr-defined]
        unit=unit,
        start=start,
        end=end,
        as_of=as_of,
        scope=scope,
        definition=definition,
        against=against,
        now=timezone.now(),
    )
