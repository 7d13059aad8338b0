"""What every page of the office shows around its content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the layout its navigation and the acting person."""
    return {"staff": getattr(request, "staff", None), "navigation": []}
