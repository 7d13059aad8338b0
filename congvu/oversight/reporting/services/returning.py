"""What comes back from Word: compared with what stands here, kept when somebody says so.

A figure that was typed over never replaces the report's; it is told, and stays a finding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.core import signing
from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.oversight.proofreading.errors import CannotRead
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import FROZEN_IN
from congvu.oversight.reporting.rules.manuscript import Manuscript
from congvu.oversight.reporting.rules.prose import parse, written_blocks
from congvu.oversight.reporting.rules.returned import Differences
from congvu.oversight.reporting.rules.returned import compare as differences
from congvu.oversight.reporting.selectors.drawing import compose, drawn, section_texts
from congvu.oversight.reporting.selectors.texts import current_texts
from congvu.oversight.reporting.services.writing import write_section
from congvu.oversight.reporting.word_back import read_back

SALT = "congvu.reporting.word"
HOURS = 12
MOST_BYTES = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compared:
    """What a returned file would change; `token` carries it to `keep`, signed and for a while."""

    found: Differences
    titles: dict[str, str]
    tracked: bool
    left_out: int
    token: str


def compare(report: Report, content: bytes, *, at: datetime) -> Compared:
    """Read a file that was edited and say what it changes in what stands now.

    What others wrote here since the file was made is no change of the file: it stays. Raises
    Invalid for what cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise Invalid(gettext_noop("Tệp lớn quá 25 MB."), code="file_too_big")
    manuscript = drawn(report, at).manuscript
    try:
        returned = read_back(content)
    except CannotRead as error:
        raise Invalid(error.message, code="word_unreadable") from error
    if returned.reference and not returned.reference.startswith(str(report.uuid)):
        raise Invalid(
            gettext_noop("Tệp này tải từ báo cáo khác. Hãy mở đúng báo cáo rồi đưa tệp lên."),
            code="word_other_report",
        )
    found = _here(differences(returned, _sent(report, returned.reference, at)), manuscript)
    revisions = {code: row.revision for code, row in current_texts(report).items()}
    told = [[one.section, one.now, revisions.get(one.section, 0)] for one in found.texts]
    token = signing.dumps({"report": str(report.uuid), "sections": told}, salt=SALT, compress=True)
    titles = {part.code: part.title for part in manuscript.parts}
    return Compared(found, titles, returned.tracked, returned.left_out, token)


@transaction.atomic
def keep(report: Report, token: str, *, by: Staff, at: datetime) -> int:
    """Keep the sections that `compare` showed; return how many.

    Raises Invalid for a token of another report, Conflict for one that is too old, SectionChanged
    when somebody wrote since.
    """
    try:
        told = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise Conflict(
            gettext_noop("Bản so sánh đã quá hạn. Hãy đưa tệp lên lại."), code="word_too_old"
        ) from error
    if told["report"] != str(report.uuid):
        raise Invalid(gettext_noop("Bản so sánh của báo cáo khác."), code="word_other_report")
    for code, text, revision in told["sections"]:
        parse(text)
        write_section(report, code, text, seen=revision, origin="word", by=by, at=at)
    return len(told["sections"])


def _sent(report: Report, reference: str, at: datetime) -> Manuscript:
    """Return the report with the texts that stood in it when the file was made."""
    last = reference.split("/")[2:]
    if report.state in FROZEN_IN or not last or not last[0].isdecimal():
        return drawn(report, at).manuscript
    return compose(report, at, instead=section_texts(report, at, until=int(last[0]))).manuscript


def _here(found: Differences, manuscript: Manuscript) -> Differences:
    """Return the changes of the file beside the texts that stand here now."""
    now = {part.code: written_blocks(part.blocks) for part in manuscript.parts}
    texts = (replace(one, was=now.get(one.section, one.was)) for one in found.texts)
    return replace(found, texts=tuple(one for one in texts if one.was != one.now))
