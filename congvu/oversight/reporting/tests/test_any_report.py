"""Whatever a report says, it is drawn, and comes back from Word as it was."""

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from congvu.oversight.reporting.rendering import to_docx, to_pdf
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.prose import fill, parse, written_blocks
from congvu.oversight.reporting.rules.returned import compare
from congvu.oversight.reporting.tests.make import manuscript
from congvu.oversight.reporting.word_back import read_back

WORDS = st.text("aệ1 .,;&<>\"'{}*_^|#\\+-\n“”", min_size=1, max_size=14)
TEXTS = st.builds(m.Text, WORDS, st.booleans(), st.booleans())
FIGURES = st.sampled_from(
    [
        m.Figure("3.6.1|so", "3.6.1", "05"),
        m.Figure("3.6.3|%", "3.6.3", "99,81%", bold=True),
        m.Figure("@ky", "@ky", "quý I năm 2026"),
        m.Figure("2.2.1", "2.2.1", "…", gap=True, italic=True),
    ]
)
NOTES = st.builds(m.Note, st.tuples(TEXTS, FIGURES))
RUNS = st.lists(st.one_of(TEXTS, FIGURES, NOTES), min_size=1, max_size=4).map(tuple)
BLOCKS = st.one_of(
    st.builds(m.Paragraph, RUNS, st.sampled_from([m.Style.BODY, m.Style.REMARK])),
    st.builds(m.Item, RUNS, st.sampled_from([1, 2])),
    st.tuples(RUNS, RUNS).map(lambda row: m.Grid(("Tên", "Số"), (row,))),
)


BLANK = replace(manuscript(), grounds=(), parts=(), annexes=())


def _as_written(blocks: list[m.Block]) -> tuple[m.Block, ...]:
    """Return the blocks as prose holds them, figures as they were: blanks tidied, words joined."""
    shown = {it.key: it for it in m.figures(_report((m.Part("x", "", tuple(blocks)),)))}
    read = fill(parse(written_blocks(tuple(blocks))), {})

    def known(run):
        if isinstance(run, m.Note):
            return m.Note(tuple(known(one) for one in run.runs))
        if isinstance(run, m.Figure):
            return replace(run, shown=shown[run.key].shown, gap=shown[run.key].gap)
        return run

    def told(block):
        if isinstance(block, m.Grid):
            rows = tuple(tuple(tuple(map(known, cell)) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        if isinstance(block, m.Heading):
            return block
        return replace(block, runs=tuple(map(known, block.runs)))

    return tuple(told(block) for block in read)


def _report(parts: tuple[m.Part, ...]) -> m.Manuscript:
    return replace(BLANK, parts=parts)


@settings(max_examples=40)
@given(st.lists(BLOCKS, min_size=1, max_size=4), st.lists(BLOCKS, max_size=3))
def test_any_prose_goes_to_word_and_comes_back_unchanged(first, second):
    parts = (
        m.Part("I.1", "Việc đã làm", _as_written(first), "1.", 2),
        m.Part("ket", "", _as_written(second)),
    )
    found = compare(read_back(to_docx(_report(parts))), _report(parts))
    assert found.nothing


@settings(max_examples=8)
@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_any_prose_is_printed(blocks):
    it = _report((m.Part("I", "Việc", _as_written(blocks), "I."),))
    assert len(PdfReader(io.BytesIO(to_pdf(it))).pages) >= 1
