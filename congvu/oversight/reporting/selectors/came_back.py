"""A file that came back from Word beside the report: as it was sent, and as it stands now."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.reporting.models import MOST_REMARK, Comment, Report
from congvu.oversight.reporting.rendering import to_docx
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import meeting
from congvu.oversight.reporting.rules.life import FROZEN_IN
from congvu.oversight.reporting.rules.meeting import Kind, Moved, Offer, Overtyped, Told
from congvu.oversight.reporting.rules.prose import written_blocks, written_parts
from congvu.oversight.reporting.rules.returned import Differences, Returned, compare
from congvu.oversight.reporting.rules.sent import HEAD_LINES, Sent, sent, sign
from congvu.oversight.reporting.selectors.drawing import Drawing, compose, drawn, section_texts
from congvu.oversight.reporting.selectors.texts import current_note, current_texts, notes_of
from congvu.oversight.reporting.word_back import read_back

STYLES = {
    "subject": "Subtitle",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận (danh sách)",
}


@dataclass(frozen=True, slots=True)
class CameBack:
    """All that a file says otherwise than it was sent, and what moved here meanwhile.

    `remembers` is False for a file that does not know when it was made: what was changed here
    since cannot be told, so whatever somebody wrote asks. `stayed` names the sections that people
    wrote on here and the file left alone.
    """

    found: Differences
    offers: tuple[Offer, ...]
    overtyped: tuple[Overtyped, ...]
    moved: tuple[Moved, ...]
    stayed: tuple[str, ...]
    told: tuple[Told, ...]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    shown: Mapping[str, str]
    """What the figures of the prose show here now, by expression."""
    remembers: bool
    tracked: bool
    authors: int
    left_out: int

    @property
    def nothing(self) -> bool:
        """Whether the file says everywhere what it said when it was sent."""
        changed = self.offers or self.overtyped or self.told or self.left_out
        lost = self.found.lost or self.found.missing_sections
        return not (changed or lost)


def came_back(report: Report, returned: Returned, *, at: datetime) -> CameBack:
    """Compare what was read with what was sent, and that with what stands now."""
    memory = sent(returned.reference)
    now = drawn(report, at)
    was = _as_sent(report, memory, now)
    edits = compare(returned, was)
    texts = {part.code: written_blocks(part.blocks) for part in now.manuscript.parts}
    titles = {part.code: _title(part) for part in now.manuscript.parts}
    columns = was.annexes[0].columns if was.annexes else ()
    unchanged = read_back(to_docx(was))
    touched = {one.section for one in edits.texts}
    rows = meeting.rows(returned, unchanged, columns) if columns else ()
    overtyped = tuple(_overtyped(edits, now.manuscript))
    codes = [*(one.code for one in edits.figures), *(one.code for one in edits.lost)]
    return CameBack(
        found=_here(edits, texts),
        offers=(
            *_head(report, returned, memory),
            *_sections(report, edits, texts, titles, memory, as_sent=_is_as_sent(was, memory)),
            *_notes(report, meeting.noted(returned, columns), memory, now.hints),
            *_remarks(report, returned, titles),
        ),
        overtyped=overtyped,
        moved=tuple(meeting.moved(was, now.manuscript, codes)) if memory else (),
        stayed=tuple(titles.get(code, code) for code in _stayed(report, memory, touched)),
        told=(
            *meeting.outside(returned, unchanged, offered=_offered(returned)),
            *meeting.of_outline(returned, unchanged, titles),
            *rows,
        ),
        titles=titles,
        names=now.hints,
        shown={
            place: text
            for (in_annex, place), (_code, text) in meeting.shown(now.manuscript).items()
            if not in_annex
        },
        remembers=memory is not None,
        tracked=returned.tracked,
        authors=returned.authors,
        left_out=returned.left_out,
    )


def _title(part: m.Part) -> str:
    """Return a heading with its whole number, "IV.2. Tồn tại"; without one, the first words."""
    if part.title:
        return f"{part.code}. {part.title}" if part.number else part.title
    first = " ".join(m.plain(next(m.texts(part), ())).split())
    return f"“{textwrap.shorten(first, 60, placeholder='…')}”" if first else part.code


def _as_sent(report: Report, memory: Sent | None, now: Drawing) -> m.Manuscript:
    """Return the report with the texts and figures that stood in it when the file was made."""
    if report.state in FROZEN_IN or memory is None:
        return now.manuscript
    known = sheet(report.unit_id, report.period_id, known_at=memory.at)
    texts = section_texts(report, memory.at, found=known, until=memory.last)
    return compose(report, memory.at, found=known, instead=texts).manuscript


def _is_as_sent(was: m.Manuscript, memory: Sent | None) -> bool:
    """Whether the sections are known as they were sent: the outline may say something else now."""
    return memory is None or memory.texts == sign(written_parts(was.parts))


def _here(edits: Differences, texts: Mapping[str, str]) -> Differences:
    """Return the changes of the file beside the texts that stand here now."""
    met = (replace(one, was=texts.get(one.section, one.was)) for one in edits.texts)
    return replace(edits, texts=tuple(one for one in met if one.was != one.now))


def _sections(
    report: Report,
    edits: Differences,
    texts: Mapping[str, str],
    titles: Mapping[str, str],
    memory: Sent | None,
    *,
    as_sent: bool,
) -> Iterator[Offer]:
    rows = current_texts(report)
    for one in edits.texts:
        standing = texts.get(one.section, one.was)
        if standing == one.now:
            continue
        revision = rows[one.section].revision if one.section in rows else 0
        asks = not as_sent or standing != one.was if memory else revision > 0
        title = titles.get(one.section, one.section)
        yield Offer(
            Kind.SECTION, one.section, title, one.was, one.now, standing, revision, asks
        )  # fmt: skip


def _stayed(report: Report, memory: Sent | None, touched: set[str]) -> Iterator[str]:
    """Yield the sections that somebody wrote since, and that the file did not change."""
    for code, row in current_texts(report).items() if memory else ():
        if memory and row.pk > memory.last and code not in touched:
            yield code


def _offered(returned: Returned) -> list[str]:
    """Return the styles of the head's lines that the file still has: they are offered."""
    return [style for style in STYLES.values() if returned.outside.get(style)]


def _head(report: Report, returned: Returned, memory: Sent | None) -> Iterator[Offer]:
    signs = memory.head if memory and len(memory.head) == len(HEAD_LINES) else None
    for at, (name, tidy) in enumerate(HEAD_LINES.items()):
        said = returned.outside.get(STYLES[name])
        if not said:
            continue
        file, now = tidy(said), tidy(getattr(report, name))
        touched = sign(file) != signs[at] if signs else file != now
        if touched and file != now:
            asks = signs is None or sign(now) != signs[at]
            was = "" if asks else now
            yield Offer(Kind.HEAD, name, name, was, file, now, report.revision, asks)


def _notes(
    report: Report, noted: Mapping[str, str], memory: Sent | None, names: Mapping[str, str]
) -> Iterator[Offer]:
    now = notes_of(report)
    before = notes_of(report, until=memory.at) if memory else now
    for code, said in noted.items():
        was, standing = before.get(code, ""), now.get(code, "")
        if said in (was, standing):
            continue
        newest = current_note(report, code)
        asks = standing != was if memory else newest is not None
        title = f"{code} {names.get(code, '')}".strip()
        yield Offer(
            Kind.NOTE, code, title, was, said, standing, newest.pk if newest else 0, asks
        )  # fmt: skip


def _remarks(report: Report, returned: Returned, titles: Mapping[str, str]) -> Iterator[Offer]:
    """Offer the remarks of the margin, but for those that were taken over before."""
    there = set(Comment.objects.filter(report=report).values_list("section", "text"))
    for at, one in enumerate(returned.remarks):
        section = one.section if one.section in titles else ""
        if (
            section,
            one.text[:MOST_REMARK].strip(),
        ) not in there:  # a longer one is kept as several
            title = titles.get(section, "")
            yield Offer(Kind.REMARK, f"{at}:{section}", title, "", one.text, "", 0, asks=False)


def _overtyped(edits: Differences, now: m.Manuscript) -> Iterator[Overtyped]:
    today = meeting.shown(now)
    for one in edits.figures:
        place = one.section == "annex", one.key.partition("#")[0]
        standing = today.get(place, ("", one.was))[1]
        yield Overtyped(one.code, one.section, one.was, one.now, standing)
