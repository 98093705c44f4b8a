"""The JSON interface: one document, to which each floor adds its routers."""

from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from ninja import NinjaAPI
from ninja.security import django_auth

from config.problems import register_problems
from qualifications.gate.api import router as gate

api = NinjaAPI(title="Zige", version="1", urls_namespace="api", auth=django_auth, docs_decorator=login_required)
register_problems(api)
api.add_router("/gate", gate)


def api_urls() -> tuple[Any, ...]:
    """The interface's addresses. It answers 401 itself, where a page would lead to the sign-in."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if pattern.callback:
            login_not_required(pattern.callback)
    return patterns, app_name, namespace
