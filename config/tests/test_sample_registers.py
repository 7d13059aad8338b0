"""The sample's lines of registers can all be written, and every register has some."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from config.sample.demo import build_posts
from config.sample.province import REFORM
from config.sample.registers import load_registers
from config.tests.test_sample_by_rows import empty
from congvu.instruments.registers.declared import list_registers
from congvu.kernel.workcalendar import VIETNAM

UNTIL = datetime.combine(REFORM + timedelta(days=95), time(17), VIETNAM)
ROOMS = {"inspections", "outreach", "legislation", "workforce", "finance", "quality", "digital"}
OF_OTHER_ROOMS = {"nhiem-vu-duoc-giao"}
LATER_IN_THE_YEAR = {
    *("khen-thuong", "ky-luat", "kien-nghi-cap-tren"),
    *("tuyen-dung", "xep-loai", "tiep-can-phap-luat"),
    # rated when a quarter has ended
    "danh-gia-giai-quyet",
}
# lines that speak of late dossiers: there are none here
OF_DOSSIERS = {"kiem-diem-tre-han"}


@pytest.mark.django_db
def test_a_quarter_of_lines_is_written_in_every_register(tmp_path: Path) -> None:
    with transaction.atomic():
        empty()
        posts = build_posts(tmp_path, UNTIL)
        written = load_registers(posts, seed=1, until=UNTIL)
        assert written > 60
        ours = [
            one
            for one in list_registers()
            if one.model._meta.app_label in ROOMS or one.code in OF_OTHER_ROOMS
        ]
        without = {one.code for one in ours if not one.rows.exists()}
        assert without <= LATER_IN_THE_YEAR | OF_DOSSIERS
        transaction.set_rollback(True)
