"""A report as a file: drawn from its snapshot once frozen, from live figures before."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from typing import Final

from congvu.kernel.errors import DomainError, NotFound, gettext_noop
from congvu.kernel.vitext import fold
from congvu.oversight.reporting.errors import NotDrawn
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rendering import to_docx, to_pdf, to_xlsx
from congvu.oversight.reporting.rendering.pdf import (
    PagePicture,
    to_pictures,
    to_pictures_of_part,
)
from congvu.oversight.reporting.rules.life import FROZEN_IN
from congvu.oversight.reporting.rules.manuscript import Manuscript
from congvu.oversight.reporting.rules.prose import written_parts
from congvu.oversight.reporting.rules.sent import HEAD_LINES, stamped
from congvu.oversight.reporting.selectors.drawing import compose, drawn

LOG = logging.getLogger(__name__)
PICTURES: Final = "png"
SCREEN: Final = 84
"""Dots per inch of a page on the screen: an A4 page is about as wide as the sheet beside it."""


def as_file(report: Report, kind: str, *, at: datetime) -> bytes:
    """Return the report as "docx" or "pdf", or its annex as "xlsx"; equal reports, equal bytes.

    The Word file of a draft remembers the moment, so that what is written here meanwhile is known.
    Raises NotFound for a spreadsheet of a report without an annex, NotDrawn when what draws it fails.
    """
    manuscript = drawn(report, at).manuscript
    if kind == "docx" and report.state not in FROZEN_IN:  # a frozen one comes back to no draft
        signs = tuple(tidy(getattr(report, name)) for name, tidy in HEAD_LINES.items())
        manuscript = replace(
            manuscript,
            reference=stamped(manuscript.reference, at, signs, written_parts(manuscript.parts)),
        )
    with _drawing(report, kind):
        return of_manuscript(manuscript, kind)


def of_manuscript(manuscript: Manuscript, kind: str) -> bytes:
    """Draw a manuscript in one of the three kinds."""
    if kind == "docx":
        return to_docx(manuscript)
    if kind == "pdf":
        return to_pdf(manuscript)
    if not manuscript.annexes:
        raise NotFound(gettext_noop("Báo cáo này không có phụ lục số liệu."), code="no_annex")
    return to_xlsx(*manuscript.annexes, head=manuscript.head)


def file_name(report: Report, kind: str) -> str:
    """Return "bao-cao-2026Q1-xa-minh-tam.docx": no personal data, only letters of every system."""
    place = "-".join(fold(report.unit.name).split())
    version = f"-ban-{report.version}" if report.version > 1 else ""
    return f"bao-cao-{report.period.code}-{place}{version}.{kind}"


@dataclass(frozen=True, slots=True)
class SectionPages:
    """The printed pages of a section; it begins `down` of the height below the top of the first."""

    pages: tuple[PagePicture, ...]
    down: float


def section_pages(report: Report, section: str, text: str, *, at: datetime) -> SectionPages:
    """Draw the pages on which a section of a draft stands, with this text in it; nothing is kept.

    Raises ProseWrong for a text that cannot be read: it says where; NotDrawn when drawing fails.
    """
    manuscript = compose(report, at, instead={section: text}).manuscript
    with _drawing(report, PICTURES):
        return SectionPages(*to_pictures_of_part(manuscript, section, dots_per_inch=SCREEN))


def as_pictures(report: Report, *, at: datetime) -> tuple[bytes, ...]:
    """Return the pages of the report as it is printed now, as PNG for the screen.

    Raises NotDrawn when what draws them fails.
    """
    manuscript = drawn(report, at).manuscript
    with _drawing(report, PICTURES):
        return to_pictures(manuscript, dots_per_inch=SCREEN)


@contextmanager
def _drawing(report: Report, kind: str) -> Iterator[None]:
    """Tell what fails while a file is drawn as NotDrawn.

    The log says which report, what kind of failure and where, never its message: that may quote
    the text of the report.
    """
    try:
        yield
    except DomainError:
        raise
    except Exception as failure:
        last = extract_tb(failure.__traceback__)[-1]
        LOG.error(  # noqa: TRY400 - a traceback would print the message
            "report %s not drawn as %s: %s at %s:%s",
            report.uuid,
            kind,
            type(failure).__name__,
            Path(last.filename).name,
            last.lineno,
        )
        raise NotDrawn(
            gettext_noop("Máy chưa làm được tệp này. Báo cáo và số liệu vẫn nguyên như trước."),
            report=str(report.uuid),
            kind=kind,
        ) from failure
