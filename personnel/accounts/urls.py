"""Addresses of the reader's own account."""

from django.urls import path

from personnel.accounts import views
from personnel.accounts.factor import views as factor

urlpatterns = [
    path("", views.own_account, name="account"),
    path("password/", views.change_own_password, name="change_password"),
    path("sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("sessions/<uuid:uuid>/end/", views.end_session, name="end_session"),
    path("second-factor/", factor.enrol_own, name="enrol"),
    path("second-factor/code/", factor.give_code, name="give_code"),
    path("second-factor/recovery/", factor.recovery_codes, name="recovery_codes"),
    path("second-factor/recovery.txt", factor.recovery_file, name="recovery_file"),
    path("second-factor/recovery/new/", factor.renew_codes, name="renew_recovery_codes"),
    path("second-factor/off/", factor.turn_own_off, name="turn_off_factor"),
]
