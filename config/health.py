"""Answers for the machines that watch this one."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from records import clock

MAX_CLOCK_DIFFERENCE = timedelta(seconds=1)


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, every migration is applied, and the two clocks agree."""
    try:
        faults = find_faults()
    except DatabaseError:
        faults = ["database unreachable"]
    return JsonResponse({"ready": not faults, "faults": faults}, status=503 if faults else 200)


def find_faults() -> list[str]:
    """Why this process should get no requests now."""
    faults = []
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        faults.append("migrations not applied")
    if connection.vendor == "postgresql" and clock_difference() > MAX_CLOCK_DIFFERENCE:
        faults.append("the clock differs from the database's")
    return faults


def clock_difference() -> timedelta:
    """How far this host's clock and the database's are apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there: datetime = cursor.fetchone()[0]
    return abs(clock.now() - there)
