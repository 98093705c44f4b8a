"""Addresses of the auditor's pages."""

from django.urls import path

from personnel.audit import views

urlpatterns = [
    path("audit/", views.list_entries, name="audit"),
    path("audit/export/", views.export_entries, name="audit_export"),
    path("audit/chain/", views.show_chain, name="audit_chain"),
    path("audit/entries/<uuid:uuid>/", views.show_entry, name="audit_entry"),
]
