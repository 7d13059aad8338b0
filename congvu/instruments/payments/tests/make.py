"""The people and units that the tests of this room use."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.apps import apps

from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.payments import services

VN = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 3, 2, 8, 15, tzinfo=VN)
CODE = "H99.1-260302-0001"


def unit(name="Xã Suối Trong"):
    model = apps.get_model("units", "Unit")
    return model.objects.create(
        kind="xa", name=name, short_name=name, starts_on=AT.date(), sort_key="", folded=""
    )


def lan(place):
    """Chị Lan, receiving clerk and cashier of the place."""
    return Staff(
        account_id=1,
        code="lan",
        full_name="Chị Lan",
        position_id=1,
        position_code="lan@H99.1",
        title="Công chức tiếp nhận",
        unit_id=place.pk,
        unit_code="H99.1",
        unit_name=place.name,
        roles=frozenset({Role.CLERK, Role.CASHIER}),
    )


def charge(place, *, amount=8_000, code=CODE, at=AT, **fields):
    facts = {"name": "Lệ phí hộ tịch", "kind": "charge", "due_when": "on_receipt"} | fields
    return services.raise_charge(
        dossier_code=code, unit_id=place.pk, amount=amount, by=lan(place), at=at, **facts
    )


def collect(charge, place, *, method="cash", at=AT):
    return services.collect(charge_id=charge.pk, method=method, by=lan(place), at=at)
