"""Runs of a DOCX: words, bound figures as content controls, footnotes."""

from __future__ import annotations

from congvu.oversight.reporting.rendering.docx_parts import clean
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import tags


class RunWriter:
    """Writes runs and counts what must be unique in one file; footnotes gather in `footnotes`."""

    def __init__(self) -> None:
        self.footnotes: list[str] = []
        self._bookmarks = 0
        self._controls = 0

    def runs(self, runs: m.Runs) -> str:
        return "".join(self.run(run) for run in runs)

    def run(self, run: m.Run) -> str:
        if isinstance(run, m.Note):
            return self._note(run)
        if isinstance(run, m.Figure):
            return self.figure(run.key, run.shown, _look(run, gap=run.gap))
        return words(run.text, _look(run))

    def figure(self, key: str, shown: str, look: str = "") -> str:
        """Return a figure inside a control that Word does not let people delete."""
        self._controls += 1
        name = clean(key)
        # No <w:text/>: LibreOffice 7.4 writes broken XML for tracked changes in plain-text controls.
        control = (
            f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{clean(tags.tag_of(key))}"/>'
            f'<w:id w:val="{self._controls}"/><w:lock w:val="sdtLocked"/></w:sdtPr>'
            f"<w:sdtContent>{words(shown, look)}</w:sdtContent></w:sdt>"
        )
        return self.bookmark(tags.figure_bookmark(key), control)

    def bookmark(self, name: str, inside: str = "") -> str:
        self._bookmarks += 1
        number = self._bookmarks
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def _note(self, note: m.Note) -> str:
        number = len(self.footnotes) + 1
        mark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        self.footnotes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{mark}<w:footnoteRef/></w:r>{words(' ')}{self.runs(note.runs)}</w:p></w:footnote>"
        )
        return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'


def words(text: str, look: str = "") -> str:
    """Return a run; a newline is a break inside the paragraph."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = clean(text).split("\n")
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{look}{inside}</w:r>"


def paragraph(style: str, inside: str, extra: str = "") -> str:
    """Return a paragraph; `extra` are properties of its own, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inside}</w:p>'


def _look(run: m.Text | m.Figure, *, gap: bool = False) -> str:
    bold = "<w:b/><w:bCs/>" if run.bold else ""
    italic = "<w:i/><w:iCs/>" if run.italic else ""
    return bold + italic + ('<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>' if gap else "")
