"""Addresses of statistical forms."""

from django.urls import path

from congvu.interfaces.office.figures import views, ways

urlpatterns = [
    path("06a/", views.form_06a, name="office-figures-06a"),
    path("06a/xlsx/", views.xlsx, name="office-figures-06a-xlsx"),
    path("06a/pdf/", views.pdf, name="office-figures-06a-pdf"),
    path("06a/ho-so/", views.cell, name="office-figures-cell"),
    path("06a/ho-so/xlsx/", views.cell_xlsx, name="office-figures-cell-xlsx"),
    path("cach-nop-tra/", ways.show, name="office-figures-ways"),
    path("cach-nop-tra/ho-so/", ways.dossiers, name="office-figures-ways-dossiers"),
    path("cach-nop-tra/ho-so/xlsx/", ways.dossiers_xlsx, name="office-figures-ways-dossiers-xlsx"),
    path("don-vi/", views.find_unit, name="office-figures-units"),
]
