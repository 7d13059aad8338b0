"""Taking files in, and what is left when that fails."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.foundation.files import content, rules, selectors, services
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.tests.make import make_image, make_office, make_pdf
from congvu.kernel.errors import Invalid
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.CONGVU_DATA = tmp_path


@pytest.fixture
def keep(world):
    def store(data, name="don.pdf", **more) -> StoredFile:
        facts = {"unit_id": world.units["desk"].pk, "by_code": "lan", "at": NOW, "kind": "paper"}
        return services.store(data, name=name, **{**facts, **more})

    return store


def left_behind() -> list[Path]:
    return [path for path in content.root().rglob("*") if path.is_file()]


def test_a_paper_is_kept_under_its_hash(keep, world):
    data = make_pdf()

    stored = keep(data, "Đơn đề nghị.pdf", retention="5 năm")

    stored.refresh_from_db()
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert (stored.size, stored.mime, stored.name) == (len(data), rules.PDF, "Đơn đề nghị.pdf")
    assert (stored.unit, stored.uploaded_by) == (world.units["desk"], "lan")
    assert (stored.uploaded_at, stored.kind, stored.retention) == (NOW, "paper", "5 năm")
    place = content.root() / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert left_behind() == [place]
    with selectors.open_file(stored) as file:
        assert file.read() == data


def test_it_costs_one_statement(keep):
    with CaptureQueriesContext(connection) as queries:
        keep(make_pdf())

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 1


def test_the_same_paper_twice_is_two_rows_and_one_content(keep):
    one, other = keep(make_pdf()), keep(io.BytesIO(make_pdf()), "khac.pdf")

    assert one.sha256 == other.sha256
    assert one.uuid != other.uuid
    assert len(left_behind()) == 1


def test_a_damaged_content_is_mended_when_the_paper_comes_again(keep):
    stored = keep(make_pdf())
    content.place_of(stored.sha256).write_bytes(b"x" * stored.size)

    keep(make_pdf())

    assert list(selectors.verify()) == []


@pytest.mark.parametrize(
    ("data", "name", "mime"),
    [
        (make_pdf(), "a.pdf", rules.PDF),
        (make_image("PNG"), "a.png", "image/png"),
        (make_image("JPEG"), "a.jpeg", "image/jpeg"),
        (make_image("TIFF"), "a.tif", "image/tiff"),
        (make_image("WEBP"), "a.webp", "image/webp"),
        (make_office(rules.DOCX), "a.docx", rules.DOCX),
        (make_office(rules.XLSX), "a.xlsx", rules.XLSX),
        (make_office(rules.ODT), "a.odt", rules.ODT),
    ],
)
def test_what_offices_use_comes_in(keep, data, name, mime):
    stored = keep(data, name)

    assert (stored.mime, stored.name) == (mime, name)


REFUSED = {
    "empty": (b"", "file_empty"),
    "text": (b"Xin chao", "file_unknown_type"),
    "html": (b"<!doctype html><script>alert(1)</script>", "file_unknown_type"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "file_unknown_type"),
    "xml": (b'<?xml version="1.0"?><svg/>', "file_unknown_type"),
    "program": (b"MZ" + bytes(200), "file_unknown_type"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "file_unknown_type"),
    "gif": (b"GIF89a" + bytes(50), "file_unknown_type"),
    "zip": (make_office("zip"), "file_unknown_type"),
    "half a zip": (make_office()[:60], "file_unknown_type"),
    "macros": (make_office(rules.DOCX, "word/vbaProject.bin"), "file_macros"),
    "pdf with script": (make_pdf(extra=b"<</S/JavaScript/JS(x)>>"), "file_script"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("name", ["don.pdf", "../../x"])
def test_what_must_not_come_in_leaves_nothing_behind(keep, data, code, name):
    with pytest.raises(Invalid) as refused:
        keep(data, name)

    assert refused.value.code == code
    assert name in refused.value.message
    assert not StoredFile.objects.exists()
    assert left_behind() == []


def test_200_megabytes_are_refused_without_reading_them_all(keep):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            assert self.given < 40 * 1024 * 1024
            return b"%" * size

    with pytest.raises(Invalid) as refused:
        keep(Endless())

    assert refused.value.code == "file_too_large"
    assert "25 MB" in refused.value.message
    assert left_behind() == []


def test_the_largest_allowed_size_is_allowed(keep, settings):
    data = make_pdf()
    settings.CONGVU_MAX_FILE_BYTES = len(data)
    keep(data)
    settings.CONGVU_MAX_FILE_BYTES = len(data) - 1

    with pytest.raises(Invalid):
        keep(data)


def fail(call: str, number: int, monkeypatch) -> None:
    def broken(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    target = {"write": "fsync", "folder": "mkdir", "move": "replace"}[call]
    monkeypatch.setattr(os if target == "fsync" else Path, target, broken)


@pytest.mark.parametrize("call", ["write", "move"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_in_one_sentence_and_leaves_nothing_behind(
    keep, monkeypatch, call, number
):
    fail(call, number, monkeypatch)

    with pytest.raises(Invalid) as refused:
        keep(make_pdf())

    assert refused.value.code == "file_disk_full"
    assert "hết chỗ" in refused.value.message
    assert not StoredFile.objects.exists()
    assert left_behind() == []


def test_a_disk_that_may_not_be_written_is_said_too(keep, monkeypatch):
    fail("folder", errno.EROFS, monkeypatch)

    with pytest.raises(Invalid):
        keep(make_pdf())


def test_a_fault_nobody_foresaw_is_not_dressed_up(keep, monkeypatch):
    fail("move", errno.EIO, monkeypatch)

    with pytest.raises(OSError, match="error"):
        keep(make_pdf())
    assert left_behind() == []


def test_the_content_is_on_disk_before_the_row_is_written(keep, monkeypatch):
    done: list[str] = []
    sync, create = os.fsync, StoredFile.objects.create
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("sync"), sync(handle))[1])
    monkeypatch.setattr(
        StoredFile.objects, "create", lambda **facts: (done.append("row"), create(**facts))[1]
    )

    keep(make_pdf())

    assert done[0] == "sync"
    assert done[-1] == "row"
    assert done.count("sync") >= 2


def test_the_test_folder_is_not_the_installation(keep, tmp_path):
    assert content.root() == tmp_path / "files"
    assert tmp_path == settings.CONGVU_DATA
