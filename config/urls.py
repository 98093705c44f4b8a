"""The addresses of the whole house; each floor brings its own."""

from importlib.util import find_spec

from allauth.account.views import login, logout
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.i18n import set_language

from config.api import api_urls
from config.health import healthz, readyz
from config.problems import not_found

FLOORS = {
    "personnel": "",
    "qualifications": "registry/",
    "exams": "exams/",
    "courses": "courses/",
    "scoring": "scoring/",
}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/v1/", api_urls()),
    re_path(r"^api/", login_not_required(not_found)),
    *(path(prefix, include(f"{floor}.urls")) for floor, prefix in FLOORS.items() if find_spec(f"{floor}.urls")),
    # Of allauth's pages only these: accounts are opened by the personnel office, not by signing up.
    path("accounts/login/", login, name="account_login"),
    path("accounts/logout/", logout, name="account_logout"),
]
