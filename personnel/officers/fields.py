"""Personal data at rest: encrypted text, and a keyed hash beside it for look-ups."""

import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypted(text: str) -> str:
    """The text under the first of settings.FIELD_KEYS; older keys still decrypt."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def decrypted(token: str) -> str:
    """The text of a token. Raises cryptography.fernet.InvalidToken where no key fits."""
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()


def keyed_hash(text: str) -> str:
    """HMAC-SHA-256 of the text under settings.FIELD_HASH_KEY, as 64 hex digits."""
    return hmac.new(settings.FIELD_HASH_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class EncryptedTextField(_TextField):
    """Text that is encrypted in the database and plain in Python. It can't be searched: keep a keyed hash beside."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypted(value) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        return decrypted(value) if value else value
