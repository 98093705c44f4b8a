"""Addresses of this floor's rooms."""

from django.urls import include, path

app_name = "personnel"
urlpatterns = [
    path("", include("personnel.home.urls")),
    path("account/", include("personnel.accounts.urls")),
    path("", include("personnel.directory.urls")),
    path("", include("personnel.roles.urls")),
    path("", include("personnel.structure.urls")),
    path("", include("personnel.audit.urls")),
    path("", include("personnel.corrections.urls")),
    path("", include("personnel.inbox.urls")),
    path("account-desk/", include("personnel.account_desk.urls")),
    path("", include("personnel.imports.urls")),
]
