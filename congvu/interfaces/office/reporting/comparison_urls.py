"""Addresses of comparisons: /bao-cao/so-sanh/…"""

from django.urls import path

from congvu.interfaces.office.reporting import comparison, comparison_sheets

urlpatterns = [
    path("", comparison.start, name="office-comparison"),
    path("<int:period>/", comparison.of_units, name=comparison.UNITS),
    path("<int:period>.xlsx", comparison_sheets.of_units, name=f"{comparison.UNITS}-xlsx"),
    path("<int:period>/qua-cac-ky/", comparison.of_courses, name=comparison.COURSES),
    path(
        "<int:period>/qua-cac-ky.xlsx",
        comparison_sheets.of_courses,
        name=f"{comparison.COURSES}-xlsx",
    ),
    path("<int:period>/don-vi/<int:unit>/", comparison.of_periods, name=comparison.PERIODS),
    path(
        "<int:period>/don-vi/<int:unit>.xlsx",
        comparison_sheets.of_periods,
        name=f"{comparison.PERIODS}-xlsx",
    ),
]
