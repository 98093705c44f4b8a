"""The JSON interface: one document, to which each floor adds its routers."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from ninja import NinjaAPI
from ninja.security import django_auth

from config.problems import register_problems

ROUTERS = {"gate": "qualifications.gate.api"}

api = NinjaAPI(title="Zige", version="1", urls_namespace="api", auth=django_auth, docs_decorator=login_required)
register_problems(api)
for prefix, module in ROUTERS.items():
    if find_spec(module.rpartition(".")[0]) and find_spec(module):
        api.add_router(f"/{prefix}", import_module(module).router)


def api_urls() -> tuple[Any, ...]:
    """The interface's addresses. It answers 401 itself, where a page would lead to the sign-in."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if pattern.callback:
            login_not_required(pattern.callback)
    return patterns, app_name, namespace
