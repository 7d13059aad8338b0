"""`congvu demo`: load the invented province with a year of dossiers, marked DỮ LIỆU MẪU."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.sample.country import load_country
from config.sample.demo import DEFAULT_COUNT, SEED, load
from congvu.foundation.people.models import Account


class Command(BaseCommand):
    help = (
        "Nạp tỉnh mẫu và hồ sơ mẫu (DỮ LIỆU MẪU). / "
        "Load the invented province with a year of dossiers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument(
            "--dossiers", type=int, default=DEFAULT_COUNT, help="số hồ sơ / how many dossiers"
        )
        parser.add_argument(
            "--until", type=date.fromisoformat, help="đến ngày (mặc định hôm nay) / last day"
        )
        parser.add_argument(
            "--country",
            action="store_true",
            help="cả nước, để đo tốc độ / the whole country, for benchmarks",
        )
        parser.add_argument(
            "--by-services",
            action="store_true",
            help="từng việc một qua dịch vụ, chậm / one act at a time through the services, slow",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if Account.objects.exists():
            raise CommandError(
                "Cơ sở dữ liệu đã có tài khoản; dữ liệu mẫu chỉ nạp vào cơ sở dữ liệu trống. / "
                "Sample data goes only into an empty database."
            )
        now = timezone.localtime()
        until = options["until"]
        if until is not None:
            now = datetime.combine(until, time(17), now.tzinfo)
        if options["country"]:
            load_country(seed=options["seed"], count=options["dossiers"])
            return
        loaded = load(
            seed=options["seed"],
            count=options["dossiers"],
            until=now,
            data=settings.CONGVU_DATA,
            by_services=options["by_services"],
            registers=True,
        )
        if options["verbosity"]:
            self.stdout.write(
                f"DỮ LIỆU MẪU: {loaded.dossiers} hồ sơ, {loaded.events} sự kiện. / "
                f"Sample data: {loaded.dossiers} dossiers, {loaded.events} events."
            )
