"""Addresses of the registry."""

from django.urls import path

from qualifications.registry.views import acts, pages

urlpatterns = [
    path("", pages.list_registry, name="list"),
    path("export/", pages.export_registry, name="export"),
    path("confirm/", acts.confirm_claims, name="confirm"),
    path("mine/", pages.show_own, name="mine"),
    path("officers/<uuid:uuid>/", pages.show_officer, name="officer"),
    path("officers/<uuid:uuid>/restrict/", acts.restrict_officer, name="restrict"),
    path("restrictions/<uuid:uuid>/lift/", acts.lift_restriction, name="lift"),
    path("restrictions/<uuid:uuid>/serve/", acts.serve_restriction, name="serve"),
    path("levels/<uuid:uuid>/revoke/", acts.revoke_level, name="revoke"),
]
