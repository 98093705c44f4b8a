"""Addresses of the security administrator's pages, of who reads them, and of one's own roles."""

from django.urls import path

from personnel.roles import views

urlpatterns = [
    path("roles/", views.list_roles, name="roles"),
    path("roles/export/", views.export_roles, name="export_roles"),
    path("roles/overview/", views.overview, name="roles_overview"),
    path("roles/mine/", views.own_roles, name="own_roles"),
    path("roles/give/", views.give, name="give_role"),
    path("roles/<uuid:uuid>/end/", views.end, name="end_role"),
]
