"""Reports of elsewhere that were loaded before `is_counted` was there say that nothing is counted."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# the three published reports of catalogue/samples/bao-cao, as they were shipped then
PUBLISHED = (
    ("2021", date(2020, 12, 15), date(2021, 12, 15)),
    ("2022H1", date(2021, 12, 15), date(2022, 6, 15)),
    ("2022Q1", date(2021, 12, 15), date(2022, 3, 15)),
)


def say_that_nothing_is_counted(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Mark the reports of these periods for which nothing was ever counted.

    One that an office began itself has counted values, superseded ones too: it stays as it is.
    """
    report = apps.get_model("reporting", "Report")
    value = apps.get_model("indicators", "Value")
    for code, starts_on, ends_on in PUBLISHED:
        found = report.objects.filter(
            is_counted=True,
            outline="huyen-2021",
            period__set_version__code="huyen-2021",
            period__code=code,
            period__starts_on=starts_on,
            period__ends_on=ends_on,
        )
        for one in found:
            there = value.objects.filter(unit_id=one.unit_id, period_id=one.period_id)
            if there.exists() and not there.filter(origin="computed").exists():
                report.objects.filter(pk=one.pk).update(is_counted=False)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_sets_of_ones_own"),
        ("reporting", "0004_recalled"),
    ]
    operations = [
        migrations.RunPython(say_that_nothing_is_counted, migrations.RunPython.noop),
    ]
