"""Pages as pictures, and whether everything is still there."""

from __future__ import annotations

import io
import json
import os
import subprocess
from uuid import uuid4

import pytest
from django.core.management import call_command
from PIL import Image

from congvu.foundation.files import content, rendering, rules, selectors, services
from congvu.foundation.files.tests.make import make_image, make_office, make_pdf
from congvu.kernel.errors import Invalid, NotFound
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.CONGVU_DATA = tmp_path


@pytest.fixture
def keep(world):
    def store(data, name="don.pdf"):
        return services.store(
            data, name=name, unit_id=world.units["desk"].pk, by_code="lan", at=NOW, kind="paper"
        )

    return store


def size_of(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.size


def test_a_file_is_found_by_its_uuid(keep):
    stored = keep(make_pdf())

    assert selectors.get_file(stored.uuid) == stored
    with pytest.raises(NotFound):
        selectors.get_file(uuid4())


def test_a_page_of_a_pdf_becomes_a_picture(keep):
    shown = selectors.page_image(keep(make_pdf(3)), 2, width=300)

    assert (shown.page, shown.pages) == (2, 3)
    assert size_of(shown.png)[0] in {299, 300, 301}


def test_a_scan_of_several_pages_is_shown_page_by_page(keep):
    stored = keep(make_image("TIFF", frames=2), "scan.tif")

    assert selectors.page_image(stored, 2, width=100).pages == 2
    with pytest.raises(NotFound):
        selectors.page_image(stored, 3)


@pytest.mark.parametrize("page", [0, -1, 10**9, rules.MAX_SHOWN_PAGES + 1])
def test_a_page_that_cannot_be_is_not_even_looked_for(keep, page, monkeypatch):
    stored = keep(make_pdf())
    monkeypatch.setattr(subprocess, "run", pytest.fail)

    with pytest.raises(NotFound):
        selectors.page_image(stored, page)


def test_a_damaged_paper_is_offered_for_download_instead(keep):
    stored = keep(b"%PDF-1.7\nthe rest was lost")

    with pytest.raises(Invalid) as refused:
        selectors.page_image(stored)

    assert "tải bản gốc" in refused.value.message


def test_an_office_document_has_no_pages_to_show(keep):
    stored = keep(make_office(), "to-trinh.docx")

    assert not selectors.can_be_shown(stored)
    with pytest.raises(Invalid):
        selectors.page_image(stored)


def test_a_page_that_takes_too_long_is_given_up(keep, monkeypatch):
    stored = keep(make_pdf())
    monkeypatch.setattr(rules, "RENDER_SECONDS", 0)

    with pytest.raises(Invalid):
        selectors.page_image(stored)


def test_a_sheet_of_kilometres_stays_small(tmp_path):
    wide = make_pdf().replace(b"[0 0 595 842]", b"[0 0 5 99999]")
    path = tmp_path / "wide.pdf"
    path.write_bytes(wide)

    image, pages = rendering._pdf_page(str(path), 1, 200)

    assert pages == 1
    assert image.size[1] <= 601


def test_the_program_and_its_caller_agree_on_what_no_page_means():
    assert rendering.NO_SUCH_PAGE == selectors._NO_SUCH_PAGE


def test_a_content_that_is_gone_is_said_so(keep):
    stored = keep(make_pdf())
    content.place_of(stored.sha256).unlink()

    for ask in (selectors.open_file, selectors.page_image):
        with pytest.raises(NotFound) as missing:
            ask(stored)
        assert missing.value.code == "file_gone"


def test_missing_and_altered_contents_are_found(keep, capsys):
    keep(make_pdf())
    gone, altered = keep(make_pdf(2)), keep(make_pdf(3))
    content.place_of(gone.sha256).unlink()
    place = content.place_of(altered.sha256)
    place.write_bytes(place.read_bytes().replace(b"595", b"596"))

    with pytest.raises(SystemExit):
        call_command("files", "verify", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["files"] == 3
    assert {(found["kind"], found["uuid"]) for found in told["findings"]} == {
        ("missing", str(gone.uuid)),
        ("altered", str(altered.uuid)),
    }


def test_the_command_says_that_all_is_there(keep, capsys):
    keep(make_pdf())

    call_command("files", "verify")

    assert capsys.readouterr().out == "1 tệp, 0 chỗ hỏng.\n"


def test_what_an_interrupted_upload_left_is_swept_after_a_day(keep, capsys):
    stored = keep(make_pdf())
    old, fresh = (content.root() / "incoming" / name for name in ("old", "fresh"))
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))

    call_command("files", "tidy")

    assert capsys.readouterr().out.startswith("1 ")
    assert not old.exists()
    assert fresh.exists()
    assert content.place_of(stored.sha256).exists()
