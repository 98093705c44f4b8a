"""The system as people meet it: the production server in a process of its own, with its own database.

Where the tests run on PostgreSQL, so does the server, with the broker's Celery worker beside it.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Installation:
    """A system with a database of its own."""

    environment: dict[str, str]
    folder: Path

    @property
    def url(self) -> str:
        return f"http://localhost:{self.environment['PORT']}"

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py here, as an administrator would."""
        result = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if check:
            assert result.returncode == 0, result.stdout + result.stderr
        return result

    @contextmanager
    def serving(self) -> Iterator["Installation"]:
        """While open, the server answers, as `make run` starts it; with a broker, a worker waits for jobs."""
        with self._process("serve", "manage.py", "serve") as server, self._worker():
            self._wait_until_ready(server)
            yield self

    @contextmanager
    def _worker(self) -> Iterator[None]:
        if not self.environment.get("CELERY_BROKER_URL"):
            yield
            return
        options = ["--pool", "solo", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        with self._process("worker", "-m", "celery", "-A", "config.celery", "worker", *options):
            yield

    @contextmanager
    def _process(self, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        log = self.folder / f"{name}.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        pytest.fail("The server does not answer:\n" + (self.folder / "serve.log").read_text(errors="replace"))


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """The address of a new empty database, of the kind that the tests run on."""
    given = settings.DATABASES["default"]
    if given["ENGINE"] != "django.db.backends.postgresql":
        yield f"sqlite:///{folder / 'zige.sqlite3'}"
        return
    name = f"zige_served_{uuid4().hex[:12]}"
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    with psycopg.connect(f"{address.replace('postgres://', 'postgresql://')}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{address}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def new_installation(folder: Path) -> Iterator[Installation]:
    """An installation with migrated tables and nothing in them."""
    with own_database(folder) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "VAR_DIR": str(folder),
            "STATIC_ROOT": str(ROOT / "var" / "static"),
            "STATIC_HASHED": "1",
            "PORT": str(free_port()),
            "HOST": "127.0.0.1",
            "DEMO": "0",
            "SECOND_FACTOR": "1",
            "CACHE_PREFIX": folder.name,
            "CELERY_QUEUE": f"test-{uuid4()}",
        }
        for name in ("DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTEST_CURRENT_TEST"):
            environment.pop(name, None)
        installation = Installation(environment=environment, folder=folder)
        installation.run("migrate", "--verbosity", "0")
        yield installation


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty installation."""
    with new_installation(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A served installation with `load_demo --small`: two units, six officers. One for all tests of a process."""
    with new_installation(tmp_path_factory.mktemp("served")) as made:
        made.environment["DEMO"] = "1"
        made.run("load_demo", "--small")
        with made.serving():
            yield made
