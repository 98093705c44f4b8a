"""The document of a form: what a candidate is given, without any key.

{"paper": uuid, "form": "A", "name": …, "count": 3, "marks": "5",
 "sections": [{"type": "single", "marks": "1", "scoring_rule": "exact",
               "items": [{"number": 1, "stem": …, "options": [{"id": …, "text": …}], "edition": {…} | null}]}]}
`marks` of a section are those of one item. Option ids belong to this form alone; the order of options is the
author's, each candidate gets a permutation of his own. `edition` says which edition of which law the question
rests on and as of when its text was read, never the article.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from exams.bank.models import QuestionVersion
from exams.papers.models import FormItem, Paper, PaperForm
from records.decimals import plain


def build_document(paper: Paper, form: PaperForm, items: Sequence[FormItem]) -> dict[str, Any]:
    """The document of a form whose items have their option ids."""
    return {
        "paper": str(paper.uuid),
        "form": form.letter,
        "name": paper.name,
        "count": len(items),
        "marks": plain(sum((item.marks for item in items), Decimal(0))),
        "sections": [_section(list(group)) for _number, group in groupby(items, key=lambda item: item.section)],
    }


def _section(items: Sequence[FormItem]) -> dict[str, Any]:
    first = items[0]
    return {
        "type": first.version.type,
        "marks": plain(first.marks),
        "scoring_rule": first.scoring_rule,
        "items": [_item(item) for item in items],
    }


def _item(item: FormItem) -> dict[str, Any]:
    texts = {option["id"]: option["text"] for option in item.version.options}
    return {
        "number": item.number,
        "stem": item.version.stem,
        "options": [{"id": own, "text": texts[of_version]} for own, of_version in (item.options or {}).items()],
        "edition": edition_note(item.version),
    }


def edition_note(version: QuestionVersion) -> dict[str, str] | None:
    """Law, day of adoption and month of reading of the edition a question rests on."""
    if version.article is None:
        return None
    edition = version.article.edition
    return {
        "law": edition.law.name,
        "adopted_on": edition.adopted_on.isoformat(),
        "as_of": f"{edition.as_of:%Y-%m}" if edition.as_of else "",
    }
