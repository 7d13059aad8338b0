"""What is installed here: name, versions, database, room on the disk, loaded data."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congvu.foundation.calendars.selectors import loaded_years, missing_years
from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal.selectors import list_heads
from congvu.foundation.people.selectors import (
    installation_name,
    is_sample_installation,
    list_accounts,
)
from congvu.foundation.units.models import Unit
from congvu.instruments.catalogue.selectors import list_fields
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.ui.shapes import Fact
from congvu.kernel.vitext import format_number

MEGABYTE = 1024**2
GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Room:
    """Room on the disk that holds the data."""

    free: int
    total: int

    @property
    def used_percent(self) -> int:
        return round(100 * (self.total - self.free) / self.total)

    @property
    def is_short(self) -> bool:
        """Less than a tenth, or than a gigabyte, is left."""
        return self.free < max(GIGABYTE, self.total // 10)


@require_GET
def installation(request: HttpRequest) -> HttpResponse:
    """Show the installation as it is now."""
    who = administrator(request)
    usage = shutil.disk_usage(settings.CONGVU_DATA)
    stored = StoredFile.objects.aggregate(bytes=Sum("size"))["bytes"] or 0
    fields = list_fields(who.on)
    context = {
        "name": installation_name(),
        "is_sample": is_sample_installation(),
        "room": Room(usage.free, usage.total),
        "versions": (
            Fact("Công Vụ", own_version()),
            Fact("Python", platform.python_version()),
            Fact("Django", django.get_version()),
            Fact(_("Cơ sở dữ liệu"), database_version()),
            Fact(_("Hệ điều hành"), f"{platform.system()} {platform.release()}"),
        ),
        "storage": (
            Fact(_("Cơ sở dữ liệu chiếm"), size(database_bytes())),
            Fact(_("Giấy tờ đã lưu"), size(stored)),
            Fact(_("Còn trống trên đĩa"), size(usage.free)),
            Fact(_("Dung lượng đĩa"), size(usage.total)),
        ),
        "loaded": (
            Fact(_("Tài khoản"), format_number(list_accounts().count())),
            Fact(_("Đơn vị, kể cả đã kết thúc"), format_number(Unit.objects.count())),
            Fact(_("Thủ tục có hiệu lực"), format_number(sum(one.count for one in fields))),
            Fact(_("Lịch đã nạp"), ", ".join(str(year) for year in loaded_years())),
            Fact(_("Dòng nhật ký"), format_number(sum(head.seq for head in list_heads()))),
        ),
        "missing": missing_years(who.on),
    }
    return render(request, "office/administration/system/installation.html", context)


@cache
def own_version() -> str:
    """Return the version, which lives in pyproject.toml."""
    text = (Path(settings.CHECKOUT) / "pyproject.toml").read_text(encoding="utf-8")
    version: str = tomllib.loads(text)["project"]["version"]
    return version


def database_version() -> str:
    """Return which database this is, as people name it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
    return f"SQLite {sqlite3.sqlite_version}"


def database_bytes() -> int:
    """Return how much room the database takes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            )
        return int(cursor.fetchone()[0])


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    if count >= GIGABYTE:
        return f"{format_number(count / GIGABYTE, 1)} GB"
    if count >= MEGABYTE:
        return f"{format_number(count / MEGABYTE, 1)} MB"
    return f"{format_number(count / 1024)} kB"
