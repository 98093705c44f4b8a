"""Addresses of HR's pages of people."""

from django.urls import path

from personnel.directory.views import acts, pages

urlpatterns = [
    path("people/", pages.list_people, name="officers"),
    path("people/find/", pages.find, name="find_officer"),
    path("people/export/", pages.export_people, name="export_officers"),
    path("people/new/", acts.take_person_on, name="new_officer"),
    path("people/<uuid:uuid>/", pages.show_person, name="officer"),
    path("people/<uuid:uuid>/identity/", pages.show_identity, name="identity"),
    path("people/<uuid:uuid>/changes/<uuid:change>/take-back/", acts.take_change_back, name="take_back"),
    path("people/<uuid:uuid>/<slug:act>/", acts.act_on, name="act_on_officer"),
]
