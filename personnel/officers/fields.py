"""Personal data at rest: encrypted text, and a keyed hash beside it for look-ups."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from records.encryption import decrypted, encrypted, keyed_hash

__all__ = ["EncryptedTextField", "decrypted", "encrypted", "keyed_hash"]

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
