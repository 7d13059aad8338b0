"""Addresses of plans: /ke-hoach/…"""

from django.urls import path

from congvu.interfaces.office.plans import views

urlpatterns = [
    path("", views.year, name="office-plans"),
    path("viec-cua-toi/", views.mine, name="office-plans-mine"),
    path("<uuid:plan>/", views.plan, name="office-plans-plan"),
    path("<uuid:plan>/ra-soat-<str:period>.pdf", views.review, name="office-plans-review"),
]
