"""Addresses of people: numbers only, because an address must not name a person."""

from django.urls import path

from congvu.interfaces.office.administration.people import acts, delegations, positions, views

urlpatterns = [
    path("", views.people, name="office-administration-people"),
    path("xuat/", views.export, name="office-administration-people-export"),
    path("ra-soat/", views.review_many, name="office-administration-people-review"),
    path("tao/", views.create, name="office-administration-account-create"),
    path("<int:account_id>/", views.account, name="office-administration-account"),
    path(
        "<int:account_id>/mat-khau/",
        acts.reset_password,
        name="office-administration-account-reset-password",
    ),
    path(
        "<int:account_id>/hai-buoc/",
        acts.reset_second_factor,
        name="office-administration-account-reset-codes",
    ),
    path("<int:account_id>/mo-khoa/", acts.unlock, name="office-administration-account-unlock"),
    path("<int:account_id>/vo-hieu/", acts.disable, name="office-administration-account-disable"),
    path("<int:account_id>/mo-lai/", acts.enable, name="office-administration-account-enable"),
    path("<int:account_id>/ra-soat/", acts.review, name="office-administration-account-review"),
    path(
        "<int:account_id>/chuc-vu/",
        positions.assign,
        name="office-administration-position-assign",
    ),
    path(
        "chuc-vu/<int:position_id>/ket-thuc/",
        positions.end,
        name="office-administration-position-end",
    ),
    path(
        "chuc-vu/<int:position_id>/uy-quyen/",
        delegations.delegate,
        name="office-administration-position-delegate",
    ),
]
