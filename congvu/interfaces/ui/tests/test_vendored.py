"""What we ship of others is what we said, and our colours can be read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parent.parent
SUMS = ROOM / "static" / "ui" / "vendor" / "SHA256SUMS"
TOKENS = (ROOM / "static" / "ui" / "css" / "tokens.css").read_text(encoding="utf-8")
VALUES = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS))
STATES = ("late", "soon", "good", "waiting", "paused", "neutral", "fault")
TEXT_ON_PAPER = [
    *((ink, paper) for ink in ("ink", "ink-soft", "ink-faint") for paper in ("paper", "surface")),
    *(("ink-soft", "surface-raised"), ("ink-faint", "surface-raised")),
    *(("brand-700", "surface"), ("brand-700", "paper"), ("brand-800", "surface-raised")),
    *(("surface", "brand-700"), ("surface", "brand-900"), ("bronze-ink", "bronze-soft")),
    *((f"{state}-ink", f"{state}-paper") for state in STATES),
    *((f"{state}-ink", "surface") for state in STATES),
]


def test_every_vendored_file_is_the_one_we_checked():
    named = {}
    for line in SUMS.read_text(encoding="utf-8").splitlines():
        checksum, name = line.split(maxsplit=1)
        named[name] = checksum
    shipped = {
        str(path.relative_to(ROOM)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("static/ui/vendor", "vendor")
        for path in (ROOM / folder).rglob("*")
        if path.is_file() and path.name not in {"SHA256SUMS", "VENDOR.md"}
    }
    assert shipped == named


def test_every_style_sheet_is_linked_and_exists():
    folder = ROOM / "static" / "ui" / "css"
    main = (folder / "congvu.css").read_text(encoding="utf-8")
    linked = {(folder / name).resolve() for name in re.findall(r'url\("([^"]+)"\)', main)}
    ours = {path for path in folder.rglob("*.css") if path.name != "congvu.css"}
    assert linked == ours | {(ROOM / "static/ui/vendor/bootstrap/bootstrap.min.css").resolve()}


def test_every_named_token_exists():
    declared = set(re.findall(r"^\s*(--[\w-]+):", TOKENS, re.MULTILINE))
    for sheet in (ROOM / "static" / "ui" / "css").rglob("*.css"):
        used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8")))
        assert used <= declared, sheet.name


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(VALUES[one]), luminance(VALUES[other])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("text", "paper"), TEXT_ON_PAPER)
def test_text_can_be_read_on_its_paper(text, paper):
    """WCAG 2.2, 1.4.3."""
    assert contrast(text, paper) >= 4.5


@pytest.mark.parametrize("edge", ["line-strong", "focus", "late-line", "soon-line", "fault-line"])
def test_edges_that_mean_something_stand_out(edge):
    """WCAG 2.2, 1.4.11."""
    assert contrast(edge, "surface") >= 3
