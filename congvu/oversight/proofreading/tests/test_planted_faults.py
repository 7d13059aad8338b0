"""Random reports of many layouts: what was planted is found, and nothing else, in every kind of file."""

from random import Random

import pytest

from congvu.oversight.proofreading.planting import LAYOUTS, as_text, invent
from congvu.oversight.proofreading.readers.pdf import read_pdf
from congvu.oversight.proofreading.readers.zipped import read_zip
from congvu.oversight.proofreading.rendered import as_docx, as_pdf
from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.tests.reading import kinds, words


def made(seed, faults=None):
    rng = Random(seed)
    return invent(rng, claims=6, faults=rng.choice((0, 1, 2)) if faults is None else faults)


def test_there_are_layouts_enough():
    assert len(LAYOUTS) >= 30


@pytest.mark.parametrize("start", range(0, 50, 10))
@pytest.mark.parametrize("width", [0, 84])
def test_what_was_planted_is_found_and_nothing_else(start, width):
    for seed in range(start, start + 10):
        report = made(seed)
        text = as_text(report, width)
        findings = proofread(text, whole_lines=not width).findings
        for layout, kind, mark in report.faults:
            hits = [
                one
                for one in findings
                if one.kind == kind and any(mark in said for said in words(text, one))
            ]
            assert hits, (seed, layout, mark)
        wanted = {kind for _, kind, _ in report.faults}
        assert {one.kind for one in findings} == wanted, seed


@pytest.mark.parametrize("seed", [3, 17])
def test_one_source_gives_the_same_findings_as_text_word_file_and_pdf(tmp_path, seed):
    report = made(seed, faults=2)
    found = []
    for name, content, read in (
        ("a.docx", as_docx(report), read_zip),
        ("a.pdf", as_pdf(report), read_pdf),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        reading = read(path)
        found.append(sorted(kinds(reading.text, whole_lines=reading.whole_lines)))
    assert found[0] == found[1] == sorted(kinds(as_text(report)))
    assert found[0]
