"""Addresses of periodic reports: /bao-cao/…"""

from django.urls import path

from congvu.interfaces.office.reporting import (
    acts,
    asking,
    board,
    cell,
    counted,
    dossiers,
    exchange,
    figures,
    files,
    from_word,
    history,
    home,
    opening,
    page,
    printed,
    replies,
    sums,
    versions,
    writing,
)

urlpatterns = [
    path("", home.reports, name="office-reporting"),
    path("ky/moi/", opening.new_period, name="office-reporting-period-new"),
    path("ky/<int:period>/sua/", opening.change_period, name="office-reporting-period-change"),
    path("ky/<int:period>/", board.show, name="office-reporting-board"),
    path("ky/<int:period>/tong-hop/", board.consolidate, name="office-reporting-consolidate"),
    path("ky/<int:period>/lan-tong-hop/", sums.made, name="office-reporting-sum-newest"),
    path("ky/<int:period>/lan-tong-hop/<int:number>/", sums.made, name="office-reporting-sum"),
    path("ky/<int:period>/don-vi/<int:unit>/", sums.choose, name="office-reporting-choose"),
    path("ky/<int:period>/nhac/", board.remind, name="office-reporting-remind"),
    path("ky/<int:period>/lap/", home.begin, name="office-reporting-begin"),
    path("thu-tuc-duoc-dem/", counted.procedures, name="office-reporting-procedures"),
    path("<uuid:ref>/", page.show, name="office-reporting-page"),
    path("<uuid:ref>/dau-trang/", writing.head, name="office-reporting-head"),
    path("<uuid:ref>/muc/<str:section>/", writing.section, name="office-reporting-section"),
    path(
        "<uuid:ref>/muc/<str:section>/dang-viet/",
        writing.unfinished,
        name="office-reporting-unfinished",
    ),
    path(
        "<uuid:ref>/muc/<str:section>/trang-in/",
        printed.section,
        name="office-reporting-section-printed",
    ),
    path("<uuid:ref>/trang-in/", printed.pages, name="office-reporting-printed"),
    path("<uuid:ref>/ban-truoc/", versions.versions, name="office-reporting-versions"),
    path("<uuid:ref>/so-lieu/", figures.sheet, name="office-reporting-figures"),
    path("<uuid:ref>/so-lieu.xlsx", figures.xlsx, name="office-reporting-xlsx"),
    path("<uuid:ref>/so-lieu-tu-excel/", exchange.from_xlsx, name="office-reporting-from-xlsx"),
    path("<uuid:ref>/so-lieu/<str:code>/", cell.cell, name="office-reporting-cell"),
    path(
        "<uuid:ref>/so-lieu/<str:code>/lay-lai/", history.take_back, name="office-reporting-restore"
    ),
    path(
        "<uuid:ref>/so-lieu/<str:code>/ho-so/<slug:part>/",
        dossiers.show,
        name="office-reporting-dossiers",
    ),
    path(
        "<uuid:ref>/so-lieu/<str:code>/ho-so/<slug:part>/xlsx/",
        dossiers.xlsx,
        name="office-reporting-dossiers-xlsx",
    ),
    path("<uuid:ref>/khao-sat/", replies.results, name="office-reporting-surveys"),
    path("<uuid:ref>/hoi-so-lieu/", asking.ask, name="office-reporting-ask"),
    path("<uuid:ref>/kiem-tra/", page.findings, name="office-reporting-findings"),
    path("<uuid:ref>/tu-word/", from_word.from_word, name="office-reporting-word"),
    path("<uuid:ref>/bao-cao.<str:kind>", files.download, name="office-reporting-file"),
    path("<uuid:ref>/viec/<slug:action>/", acts.act, name="office-reporting-act"),
]
