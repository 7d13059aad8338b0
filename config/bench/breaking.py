"""Proofreading under broken input: readers and rules for so many minutes, no crash, no hang, true quotes."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from config.bench.results import Result
from congvu.oversight.proofreading.errors import CannotRead
from congvu.oversight.proofreading.planting import as_text, invent
from congvu.oversight.proofreading.readers import ole, plain
from congvu.oversight.proofreading.readers.apart import limited
from congvu.oversight.proofreading.readers.pdf import read_pdf
from congvu.oversight.proofreading.readers.zipped import read_zip
from congvu.oversight.proofreading.rendered import as_docx, as_pdf
from congvu.oversight.proofreading.rules.proof import proofread

SLOWEST: Final = 5.0  # seconds that one broken file may take
_FRAME: Final = (
    (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 5/BC-UBND\nTân Lập, ngày 20 tháng 6 năm 2023\n"
        "BÁO CÁO\nCông tác năm 2023\nKính gửi: Sở Nội vụ.\n"
    ),
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Mẫu\n",
    "PHỤ LỤC I\n1\tSố văn bản đã ban hành\tVăn bản\t12\tVăn bản số ...\n\t- cấp xã\t%\t98,5\t12/13\n",
    "Đã giải quyết 1.150 hồ sơ (đạt 98,2%) của 1.180 hồ sơ; theo Phụ lục III.\n",
)
_ODD: Final = (
    "\u0000", "\u200f", "\u202e", "\ufeff", "\t", "\f", "\r", "\n\n", "(((", "))", "%", "99999999999999999999", "1/0", "0/0",
    "31/02/2023", "…" * 40, "đ" * 300, "e\u0301" * 40, "trong đó: ", "gồm: ", "-" * 60, "1.1.1.1.1", "Ⅳ", "½", "٣", "\U0001f600",
    "số ", "/QĐ-UBND ngày ", "Phụ lục ", "Nơi nhận: ", "KT. CHỦ TỊCH", "đạt ", "của ", "000", "1,2.3,4",
)  # fmt: skip


def measure(minutes: float, seed: int = 5) -> Iterator[Result]:
    """Break texts, Word files, PDFs and old files in turn until the time is over."""
    rng = Random(seed)  # noqa: S311 - the same files each time
    counts: dict[str, int] = dict.fromkeys(_KINDS, 0)
    slowest: dict[str, float] = dict.fromkeys(_KINDS, 0.0)
    until = monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        while monotonic() < until:
            for kind, attempt in _KINDS.items():
                for _ in range(_OFTEN[kind]):
                    begun = monotonic()
                    attempt(rng, Path(folder) / "broken")
                    counts[kind] += 1
                    slowest[kind] = max(slowest[kind], monotonic() - begun)
    for kind, count in counts.items():
        yield Result(
            "proofreading", f"broken {kind}: the slowest", "-", count, round(slowest[kind], 2), "s",
            f"≤ {SLOWEST:g} s", slowest[kind] <= SLOWEST,
        )  # fmt: skip


def _text(rng: Random) -> str:
    report = as_text(invent(rng, rng.randint(1, 6), rng.randint(0, 1)), rng.choice((0, 60, 90)))
    if rng.random() < 0.6:
        report = _FRAME[0] + report + _FRAME[3] + _FRAME[1] + _FRAME[2]
    return report


def _bent(rng: Random, text: str) -> str:
    """Cut, double, move and insert what nobody would write."""
    for _ in range(rng.randint(1, 12)):
        at, length = rng.randrange(len(text) + 1), rng.choice((1, 2, 7, 40, 400))
        how = rng.random()
        if how < 0.25:
            text = text[:at] + text[at + length :]
        elif how < 0.45:
            text = text[:at] + text[at : at + length] * rng.randint(2, 6) + text[at:]
        elif how < 0.6:
            other = rng.randrange(len(text) + 1)
            text = text[:at] + text[other : other + length] + text[at:]
        else:
            text = text[:at] + rng.choice(_ODD) * rng.choice((1, 1, 1, 30)) + text[at:]
    return text


def _bytes(rng: Random, content: bytes) -> bytes:
    broken = bytearray(content)
    for _ in range(rng.choice((1, 3, 20, 200))):
        at = rng.randrange(len(broken))
        how = rng.random()
        if how < 0.6:
            broken[at] = rng.randrange(256)
        elif how < 0.8:
            del broken[at : at + rng.choice((1, 16, 600))]
        else:
            broken[at:at] = broken[at : at + 64]
        if not broken:
            broken = bytearray(b"%")
    return bytes(broken)


def _judged(text: str, *, whole_lines: bool) -> None:
    """Prove, and check that each quote is a stretch of the text."""
    proof = proofread(text, whole_lines=whole_lines)
    for finding in proof.findings:
        for quote in finding.quotes:
            if not 0 <= quote.start < quote.end <= len(text):
                raise AssertionError((finding.kind, quote, len(text)))


def _broken_text(rng: Random, _path: Path) -> None:
    text = _bent(rng, _text(rng))
    if rng.random() < 0.2:
        with suppress(CannotRead):
            plain.checked(plain.decode(_bytes(rng, text.encode("utf-8", "replace"))))
    _judged(text, whole_lines=rng.random() < 0.5)


def _broken_archive(rng: Random, path: Path) -> None:
    content = as_docx(invent(rng, 2, 1))
    content = _bent_parts(rng, content) if rng.random() < 0.5 else _bytes(rng, content)
    path.write_bytes(content)
    with suppress(CannotRead):
        reading = limited(read_zip(path))
        _judged(reading.text, whole_lines=True)


def _bent_parts(rng: Random, content: bytes) -> bytes:
    """Break the XML inside, the archive around it staying whole."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
                text = part.decode()
                part = _bent(rng, text).encode("utf-8", "replace") if rng.random() < 0.7 else part
            new.writestr(name, part)
    return made.getvalue()


def _broken_pdf(rng: Random, path: Path) -> None:
    path.write_bytes(_bytes(rng, as_pdf(invent(rng, 2, 1))))
    with suppress(CannotRead):
        reading = limited(read_pdf(path))
        _judged(reading.text, whole_lines=False)


def _broken_old(rng: Random, _path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5\xc1\x00" + bytes(508)
    ole.refusal_of(_bytes(rng, head + "WordDocument".encode("utf-16-le") + bytes(1500)))


_KINDS: Final[dict[str, Callable[[Random, Path], None]]] = {
    "texts": _broken_text,
    "archives": _broken_archive,
    "PDFs": _broken_pdf,
    "old files": _broken_old,
}
_OFTEN: Final = {"texts": 20, "archives": 4, "PDFs": 2, "old files": 10}
