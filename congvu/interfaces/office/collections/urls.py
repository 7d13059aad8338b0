"""Addresses of one-off collections: /bao-cao/nhanh/…"""

from django.urls import path

from congvu.interfaces.office.collections import acts, answer, board, files, home, making, more

urlpatterns = [
    path("", home.collections, name="office-collections"),
    path("moi/", making.make, name="office-collections-new"),
    path("<uuid:ref>/", board.show, name="office-collections-board"),
    path("<uuid:ref>/them/", more.add, name="office-collections-add"),
    path("<uuid:ref>/nhac/", board.remind, name="office-collections-remind"),
    path("<uuid:ref>/khoa/", board.close, name="office-collections-close"),
    path("<uuid:ref>/mo-lai/", board.reopen, name="office-collections-reopen"),
    path("<uuid:ref>/tong-hop.xlsx", files.merged, name="office-collections-merged"),
    path("<uuid:ref>/<int:unit>/", answer.show, name="office-collections-answer"),
    path("<uuid:ref>/<int:unit>/mau.xlsx", files.template, name="office-collections-template"),
    path("<uuid:ref>/<int:unit>/tu-excel/", answer.upload, name="office-collections-upload"),
    path("<uuid:ref>/<int:unit>/hai-so-lieu/", answer.choose, name="office-collections-choose"),
    path("<uuid:ref>/<int:unit>/nguoi/", acts.name, name="office-collections-name"),
    path("<uuid:ref>/<int:unit>/viec/<slug:action>/", acts.act, name="office-collections-act"),
]
