"""The addresses of the whole house; each floor brings its own."""

from allauth.account.views import login, logout
from allauth.mfa.base.views import authenticate
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.i18n import set_language

from config.api import api_urls
from config.health import healthz, readyz
from config.problems import not_found
from personnel.accounts.card.views import sign_in_with_certificate

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/v1/", api_urls()),
    re_path(r"^api/", login_not_required(not_found)),
    path("", include("personnel.urls")),
    path("registry/", include("qualifications.urls")),
    path("exams/", include("exams.urls")),
    path("courses/", include("courses.urls")),
    path("scoring/", include("scoring.urls")),
    # Of allauth's pages only these: accounts are opened by the personnel office, not by signing up.
    path("accounts/login/", login, name="account_login"),
    path("accounts/certificate/", sign_in_with_certificate, name="certificate_sign_in"),
    path("accounts/code/", authenticate, name="mfa_authenticate"),
    path("accounts/logout/", logout, name="account_logout"),
]
