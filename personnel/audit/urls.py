"""Addresses of the auditor's pages."""

from django.urls import path

from personnel.audit import views

urlpatterns = [
    path("audit/", views.list_entries, name="audit"),
    path("audit/export/", views.export_entries, name="audit_export"),
]
