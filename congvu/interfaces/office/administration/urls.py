"""Addresses of administration; the catalogue and one's own delegations are for all staff."""

from django.urls import URLPattern, URLResolver, include, path

from congvu.interfaces.office.administration.people import delegations

_HERE = "congvu.interfaces.office.administration"

urlpatterns: list[URLPattern | URLResolver] = [
    path("quan-tri/tai-khoan/", include(f"{_HERE}.people.urls")),
    path("quan-tri/don-vi/", include(f"{_HERE}.units.urls")),
    path("quan-tri/lich/", include(f"{_HERE}.calendar.urls")),
    path("quan-tri/bieu-mau/", include(f"{_HERE}.printed_forms.urls")),
    path("quan-tri/bo-chi-tieu/", include(f"{_HERE}.sets.urls")),
    path("quan-tri/", include(f"{_HERE}.system.urls")),
    path("danh-muc/", include(f"{_HERE}.catalogue.urls")),
    path("tai-khoan/uy-quyen/", delegations.delegations, name="office-administration-delegations"),
    path(
        "tai-khoan/uy-quyen/<int:delegation_id>/ket-thuc/",
        delegations.end,
        name="office-administration-delegation-end",
    ),
]
