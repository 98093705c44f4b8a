"""The form's document as it goes over the wire: immutable, so it is packed once in a process."""

import gzip
import json
from functools import lru_cache
from uuid import UUID

from exams.papers.models import PaperForm


@lru_cache(maxsize=32)
def packed_document(form: UUID, fingerprint: str) -> bytes:
    """The document as compressed JSON. Raises PaperForm.DoesNotExist."""
    row = PaperForm.objects.get(uuid=form, fingerprint=fingerprint)
    text = json.dumps(row.document, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)
