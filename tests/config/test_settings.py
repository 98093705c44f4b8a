"""The settings are safe when nothing is said."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "b25seS1mb3ItdGhlLXRlc3RzLW5vdC1hLXNlY3JldCE="
SECRETS = {"SECRET_KEY": "s" * 60, "FIELD_KEYS": KEY, "FIELD_HASH_KEY": "h" * 40, "AUDIT_KEY": KEY}
SHOW = """
import json
from django.conf import settings
names = ["SECRET_KEY", "DEBUG", "DEMO", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "ALLOWED_HOSTS", "FIELD_KEYS"]
print(json.dumps({name: getattr(settings, name) for name in names} | {"cache": settings.CACHES["default"]["BACKEND"]}))
"""


def run_python(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run code in a process whose environment is only what is given."""
    given = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )


def settings_in(environment: dict[str, str]) -> dict[str, Any]:
    result = run_python(SHOW, environment)
    assert result.returncode == 0, result.stderr
    shown: dict[str, Any] = json.loads(result.stdout)
    return shown


@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_secret_is_refused(name: str, tmp_path: Path) -> None:
    environment = {**SECRETS, f"{name}_FILE": str(tmp_path / "none")}
    del environment[name]

    result = run_python(SHOW, environment)

    assert result.returncode != 0
    assert f"{name} is missing: set {name} or {name}_FILE" in result.stderr


def test_the_command_line_says_it_in_one_line(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY_FILE": str(tmp_path / "none")}
    result = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1


def test_without_any_word_it_is_production_behind_https() -> None:
    shown = settings_in(SECRETS)

    assert shown["DEBUG"] is False
    assert shown["DEMO"] is False
    assert shown["SECURE_SSL_REDIRECT"] is True
    assert shown["SESSION_COOKIE_SECURE"] is True
    assert shown["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_a_secret_file_is_stripped(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-the-file\n", encoding="utf-8")
    environment = {**SECRETS, "SECRET_KEY_FILE": str(file)}
    del environment["SECRET_KEY"]

    assert settings_in(environment)["SECRET_KEY"] == "from-the-file"


def test_keys_of_columns_are_a_list_newest_first() -> None:
    assert settings_in({**SECRETS, "FIELD_KEYS": f"{KEY}, older"})["FIELD_KEYS"] == [KEY, "older"]


def test_the_cache_is_shared_only_where_one_is_named() -> None:
    assert settings_in({**SECRETS, "CELERY_BROKER_URL": "redis://127.0.0.1/0"})["cache"].endswith("LocMemCache")
    assert settings_in({**SECRETS, "CACHE_URL": "redis://127.0.0.1/1"})["cache"].endswith("RedisCache")


def test_debug_needs_no_secret(tmp_path: Path) -> None:
    missing = {f"{name}_FILE": str(tmp_path / "none") for name in SECRETS}

    assert settings_in({"DEBUG": "1", **missing})["DEBUG"] is True


def test_only_the_demo_may_do_without_second_factors() -> None:
    refused = run_python(SHOW, {**SECRETS, "SECOND_FACTOR": "0"})
    assert refused.returncode != 0
    assert "SECOND_FACTOR=0 is only for the demo" in refused.stderr
    assert settings_in({**SECRETS, "SECOND_FACTOR": "0", "DEMO": "1"})["DEMO"] is True


def test_deployment_check_passes_with_production_settings() -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **SECRETS, "SECRET_KEY": "aB3-xY" * 10},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
