"""A statute's text to its articles: each begins a line with 第…条."""

import re

from exams.law.editions import ArticleText
from exams.law.rules import NUMERAL, read_numeral, suffix_of

ARTICLE = re.compile(rf"^第([{NUMERAL}]+)条(?:之([{NUMERAL}]+))?(?=[\s　]|$)", re.MULTILINE)
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
HEAD_END = "<!-- INFO END -->"


def read_articles(text: str) -> list[ArticleText]:
    """All articles with their wording, headings of chapters left out."""
    body = HEADING.sub("", text.partition(HEAD_END)[2] or text)
    starts = list(ARTICLE.finditer(body))
    ends = [start.start() for start in starts[1:]] + [len(body)]
    return [
        ArticleText(read_numeral(start[1]), suffix_of(start[2]), body[start.end() : end].strip())
        for start, end in zip(starts, ends, strict=True)
    ]
