"""Planted faults: each is found, and found where it lies."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from congvu.foundation.journal import rules, selectors, services
from congvu.foundation.journal.models import Entry, EntryDetail, Head
from congvu.foundation.journal.tests.make import COMMUNE, make_records
from congvu.foundation.journal.verification import ChainWalk, HeadState, Kind, Row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_chains(db):
    for model in (EntryDetail, Entry, Head):
        model.objects.all().delete()
    services.record_many(make_records(10) + make_records(10, "H26.2"))


def sql(text: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)


def places() -> list[tuple[Kind, str, int]]:
    return [(found.kind, found.unit, found.seq) for found in selectors.verify()]


def entry(seq: int) -> Entry:
    return Entry.objects.get(unit_code=COMMUNE, seq=seq)


def test_an_untouched_journal_is_whole():
    seen = selectors.examine()

    assert seen.is_whole
    assert (seen.units, seen.entries, seen.erased) == (2, 20, 0)


def test_an_altered_amount_is_found():
    detail = entry(4).detail
    sql(
        'UPDATE journal_entrydetail SET "values" = %s WHERE entry_id = %s',
        detail.values.replace("40000", "4000"),
        detail.entry_id,
    )

    assert places() == [(Kind.ALTERED_VALUE, COMMUNE, 4)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_code", "minh"),
        ("position_code", "minh.1"),
        ("at", 1_700_000_000_000_000),
        ("action", "cancel"),
        ("object_code", "BL-99"),
        ("object_type", "dossier"),
        ("fields", "amount"),
        ("digest", "0" * 64),
    ],
)
def test_an_altered_actor_time_or_act_is_found(column: str, value: object):
    sql(f"UPDATE journal_entry SET {column} = %s WHERE id = %s", value, entry(4).pk)

    kinds = places()
    assert (Kind.ALTERED, COMMUNE, 4) in kinds
    assert {seq for _, _, seq in kinds} == {4}


def test_an_entry_rewritten_with_a_fresh_hash_is_found():
    row = entry(4)
    said = (COMMUNE, rules.to_micros(row.at), "minh", row.position_code, row.action)
    body = rules.body((*said, row.object_type, row.object_code, row.fields, row.digest))
    forged = rules.chain_hash(row.prev_hash, 4, body)
    sql("UPDATE journal_entry SET actor_code = 'minh', hash = %s WHERE id = %s", forged, row.pk)

    assert places() == [(Kind.BROKEN_LINK, COMMUNE, 5)]


def test_the_last_entry_rewritten_with_a_fresh_hash_differs_from_the_head():
    row = entry(10)
    said = (COMMUNE, rules.to_micros(row.at), "minh", row.position_code, row.action)
    body = rules.body((*said, row.object_type, row.object_code, row.fields, row.digest))
    forged = rules.chain_hash(row.prev_hash, 10, body)
    sql("UPDATE journal_entry SET actor_code = 'minh', hash = %s WHERE id = %s", forged, row.pk)

    assert places() == [(Kind.HEAD_DIFFERS, COMMUNE, 10)]


def test_a_removed_middle_is_found():
    Entry.objects.filter(unit_code=COMMUNE, seq__in=[4, 5]).delete()

    assert places() == [(Kind.MISSING, COMMUNE, 4)]
    assert "từ số 4 đến số 5" in selectors.verify()[0].message


def test_a_removed_beginning_is_found():
    entry(1).delete()

    assert places() == [(Kind.MISSING, COMMUNE, 1)]


def test_a_removed_end_is_found_by_the_head():
    Entry.objects.filter(unit_code=COMMUNE, seq__gte=9).delete()

    assert places() == [(Kind.TRUNCATED, COMMUNE, 9)]


def test_a_removed_chain_is_found_by_its_head():
    Entry.objects.filter(unit_code=COMMUNE).delete()

    assert places() == [(Kind.TRUNCATED, COMMUNE, 1)]


def test_a_removed_head_is_found():
    Head.objects.filter(unit_code=COMMUNE).delete()

    assert places() == [(Kind.HEAD_LOST, COMMUNE, 10)]


def test_swapped_entries_are_found_and_said_to_be_swapped():
    one, other = entry(3).pk, entry(7).pk
    sql("UPDATE journal_entry SET seq = -1 WHERE id = %s", one)
    sql("UPDATE journal_entry SET seq = 3 WHERE id = %s", other)
    sql("UPDATE journal_entry SET seq = 7 WHERE id = %s", one)

    found = places()
    assert (Kind.MOVED, COMMUNE, 3) in found
    assert (Kind.MOVED, COMMUNE, 7) in found


def test_swapped_contents_are_found():
    one, other = entry(4), entry(7)
    for row, text in ((one, other), (other, one)):
        sql(
            "UPDATE journal_entry SET at = %s, object_code = %s, digest = %s WHERE id = %s",
            rules.to_micros(text.at),
            text.object_code,
            text.digest,
            row.pk,
        )

    found = places()
    assert (Kind.MOVED, COMMUNE, 4) in found
    assert (Kind.MOVED, COMMUNE, 7) in found


def test_swapped_values_are_found():
    EntryDetail.objects.filter(entry=entry(4)).update(values=entry(7).detail.values)

    assert places() == [(Kind.ALTERED_VALUE, COMMUNE, 4)]


def test_a_duplicated_entry_is_found_and_said_to_be_a_copy():
    copy = entry(3)
    copy.pk, copy.seq = None, 11
    copy.save(force_insert=True)
    Head.objects.filter(unit_code=COMMUNE).update(seq=11, hash=copy.hash)

    found = places()
    assert (Kind.DUPLICATED, COMMUNE, 11) in found
    assert {seq for _, _, seq in found} == {11}


def test_an_entry_added_behind_the_head_is_found():
    copy = entry(10)
    copy.pk, copy.seq = None, 11
    copy.save(force_insert=True)

    assert (Kind.BEYOND_HEAD, COMMUNE, 11) in places()


def test_the_same_number_twice_is_found_where_the_database_would_let_it_in():
    said = (COMMUNE, 1, "lan", "lan.1", "accept", "dossier", "H26", "", "")
    hash_ = rules.chain_hash(rules.GENESIS, 1, rules.body(said))
    row = Row(1, said, rules.GENESIS, hash_, None, None)
    walk = ChainWalk(COMMUNE)

    found = [*walk.step(row), *walk.step(row), *walk.finish(HeadState(COMMUNE, 1, hash_))]

    assert [(finding.kind, finding.seq) for finding in found] == [(Kind.DUPLICATED, 1)]


def test_values_lost_without_a_recorded_erasure_are_found():
    EntryDetail.objects.filter(entry=entry(4)).delete()

    assert places() == [(Kind.UNRECORDED_ERASURE, COMMUNE, 4)]


def test_one_unit_can_be_asked_for():
    entry(4).delete()

    assert selectors.verify("H26.2") == []
    assert [found.seq for found in selectors.verify(COMMUNE)] == [4]


def test_findings_do_not_grow_without_end():
    Entry.objects.filter(seq__gt=1).update(actor_code="minh")
    selectors.MOST_FINDINGS, most = 5, selectors.MOST_FINDINGS
    try:
        seen = selectors.examine()
    finally:
        selectors.MOST_FINDINGS = most

    assert seen.cut_short
    assert len(seen.findings) == 5


def test_a_tail_cut_together_with_its_head_is_found_by_exported_heads(tmp_path):
    out, kept = StringIO(), tmp_path / "heads.json"
    call_command("journal", "heads", "--json", stdout=out)
    kept.write_text(out.getvalue(), encoding="utf-8")
    Entry.objects.filter(unit_code=COMMUNE, seq__gte=9).delete()
    last = entry(8)
    Head.objects.filter(unit_code=COMMUNE).update(seq=8, hash=last.hash)
    assert places() == []

    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("journal", "verify", "--heads", str(kept), "--json", stdout=told)

    assert ended.value.code == 1
    (found,) = json.loads(told.getvalue())["findings"]
    assert (found["kind"], found["unit"], found["seq"]) == ("truncated", COMMUNE, 9)


def test_the_command_says_that_all_is_well():
    out = StringIO()
    call_command("journal", "verify", stdout=out)

    assert "2 chuỗi, 20 dòng, 0 dòng đã xóa giá trị: nguyên vẹn." in out.getvalue()


def test_the_command_places_what_is_broken():
    entry(4).delete()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("journal", "verify", "--unit", COMMUNE, stdout=out)

    assert f"{COMMUNE} #4 [missing]" in out.getvalue()
