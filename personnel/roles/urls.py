"""Addresses of the security administrator's pages."""

from django.urls import path

from personnel.roles import views

urlpatterns = [
    path("roles/", views.list_roles, name="roles"),
    path("roles/give/", views.give, name="give_role"),
    path("roles/<uuid:uuid>/end/", views.end, name="end_role"),
]
