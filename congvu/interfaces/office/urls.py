"""Addresses of the officials' side."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("congvu.interfaces.office.home.urls")),
    # before the pages of single dossiers, whose addresses begin alike
    path("", include("congvu.interfaces.office.desk.urls")),
    path("ho-so/", include("congvu.interfaces.office.dossiers.urls")),
    path("van-ban/", include("congvu.interfaces.office.documents.urls")),
    path("", include("congvu.interfaces.office.administration.urls")),
    path("so/", include("congvu.interfaces.office.registers.urls")),
    path("ke-hoach/", include("congvu.interfaces.office.plans.urls")),
    path("bao-cao/nhanh/", include("congvu.interfaces.office.collections.urls")),
    path("bao-cao/so-sanh/", include("congvu.interfaces.office.reporting.comparison_urls")),
    path("bao-cao/", include("congvu.interfaces.office.reporting.urls")),
    path("cong-dan/", include("congvu.interfaces.office.citizens.urls")),
    path("khao-sat/", include("congvu.interfaces.office.surveys.urls")),
    path("bieu/", include("congvu.interfaces.office.figures.urls")),
    path("soat-loi/", include("congvu.interfaces.office.proofreading.urls")),
    path("accounts/", include("congvu.interfaces.office.account.urls")),
]
