"""Addresses of the security administrator's pages of accounts."""

from django.urls import path

from personnel.account_desk import views

urlpatterns = [
    path("", views.list_accounts, name="account_desk"),
    path("others/", views.list_others, name="other_accounts"),
    path("open/", views.open_for_people, name="open_accounts"),
    path("others/open/", views.open_other, name="open_other_account"),
    path("slips/", views.slips, name="password_slips"),
    path("slips.xlsx", views.slips_workbook, name="password_slips_workbook"),
    path("<uuid:uuid>/", views.account_page, name="desk_account"),
    path("<uuid:uuid>/password/", views.reset, name="reset_password"),
    path("<uuid:uuid>/lock/", views.lock, name="lock_account"),
    path("<uuid:uuid>/unlock/", views.unlock, name="unlock_account"),
    path("<uuid:uuid>/sessions/", views.end_all, name="end_account_sessions"),
    path("<uuid:uuid>/second-factor/", views.reset_factor, name="reset_second_factor"),
]
