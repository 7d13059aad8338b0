"""Addresses of units."""

from django.urls import path

from congvu.interfaces.office.administration.units import change_views, views

urlpatterns = [
    path("", views.units, name="office-administration-units"),
    path("tim/", views.find, name="office-administration-units-find"),
    path("xuat/", views.export, name="office-administration-units-export"),
    path("tao/", change_views.create, name="office-administration-unit-create"),
    path("<int:unit_id>/", views.unit, name="office-administration-unit"),
    path("<int:unit_id>/nhanh/", views.branch, name="office-administration-unit-branch"),
    path(
        "<int:unit_id>/<slug:what>/", change_views.change, name="office-administration-unit-change"
    ),
]
