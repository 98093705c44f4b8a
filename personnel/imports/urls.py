"""Addresses of imports of people and units."""

from django.urls import path

from personnel.imports import views

urlpatterns = [
    path("people/imports/", views.upload, name="imports"),
    path("people/imports/template/", views.download_template, name="import_template"),
    path("people/imports/export/", views.download_history, name="export_imports"),
    path("people/imports/<uuid:uuid>/", views.show_plan, name="import"),
    path("people/imports/<uuid:uuid>/apply/", views.apply, name="apply_import"),
    path("people/imports/<uuid:uuid>/again/", views.check_again, name="check_import_again"),
    path("people/imports/<uuid:uuid>/discard/", views.discard, name="discard_import"),
    path("people/imports/<uuid:uuid>/refused/", views.download_refused, name="refused_import_rows"),
]
