"""Addresses of what reaches a reader: notices, his background work, files."""

from django.urls import path

from personnel.inbox import views, work

urlpatterns = [
    path("notices/", views.list_notices, name="notices"),
    path("notices/read/", views.read_all, name="read_notices"),
    path("notices/<uuid:uuid>/open/", views.open_notice, name="open_notice"),
    path("files/<uuid:uuid>/", views.download_file, name="file"),
    path("jobs/", work.list_jobs, name="jobs"),
    path("jobs/all/", work.list_all_jobs, name="all_jobs"),
    path("jobs/<uuid:uuid>/", work.show_job, name="job"),
    path("jobs/<uuid:uuid>/cancel/", work.cancel, name="cancel_job"),
    path("jobs/<uuid:uuid>/seen/", work.see_end, name="job_seen"),
]
