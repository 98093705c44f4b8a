"""The editions that the demo's questions rest on, and those that they replaced: numbers of articles, no wording."""

from dataclasses import dataclass, field
from datetime import date, datetime

from exams.law.editions import ArticleText, register_edition
from exams.law.rules import chinese_numeral
from records.actor import Actor

READ_IN = date(2025, 4, 1)  # the month in which the texts were read, but for the new law on public order
OF_THE_PEOPLES_REPUBLIC = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Edition:
    """A law as adopted on a day. last: its highest article. inserted: {article: how many 之一, 之二 … follow it}."""

    law: str
    adopted_on: date
    in_force_from: date
    last: int
    inserted: dict[int, int] = field(default_factory=dict)
    in_force_to: date | None = None
    as_of: date = READ_IN
    is_statute: bool = True

    @property
    def published_name(self) -> str:
        """中华人民共和国治安管理处罚法（2025年）."""
        prefix = OF_THE_PEOPLES_REPUBLIC if self.is_statute else ""
        return f"{prefix}{self.law}（{self.adopted_on.year}年）"

    def articles(self) -> list[ArticleText]:
        """Every article's number."""
        rows = []
        for number in range(1, self.last + 1):
            rows.append(ArticleText(number))
            after = range(1, self.inserted.get(number, 0) + 1)
            rows.extend(ArticleText(number, f"之{chinese_numeral(place)}") for place in after)
        return rows


_ONE_MORE_OF_CRIMINAL_LAW = (
    17, 37, 134, 135, 139, 142, 169, 175, 177, 185, 205, 210, 219, 224, 234, 236, 244, 253, 260, 276, 284, 286,
    293, 299, 307, 308, 334, 336, 342, 344, 355, 388, 390, 399, 408,
)  # fmt: skip
_INSERTED_IN_CRIMINAL_LAW = {
    **dict.fromkeys(_ONE_MORE_OF_CRIMINAL_LAW, 1),
    **dict.fromkeys((133, 162, 262, 280, 287, 291), 2),
    120: 6,
}

EDITIONS = (
    # Out of force, so that whoever names them is told so.
    Edition("治安管理处罚法", date(2012, 10, 26), date(2013, 1, 1), 119, in_force_to=date(2026, 1, 1)),
    Edition("行政复议法", date(2017, 9, 1), date(2018, 1, 1), 43, in_force_to=date(2024, 1, 1)),
    Edition("未成年人保护法", date(2020, 10, 17), date(2021, 6, 1), 132, in_force_to=date(2024, 4, 26)),
    # In force.
    Edition("治安管理处罚法", date(2025, 6, 27), date(2026, 1, 1), 144, as_of=date(2026, 1, 1)),
    Edition("行政复议法", date(2023, 9, 1), date(2024, 1, 1), 90),
    Edition("未成年人保护法", date(2024, 4, 26), date(2024, 4, 26), 132),
    Edition("刑法", date(2023, 12, 29), date(2024, 3, 1), 452, _INSERTED_IN_CRIMINAL_LAW),
    Edition("刑事诉讼法", date(2018, 10, 26), date(2018, 10, 26), 308),
    Edition("公安机关办理刑事案件程序规定", date(2020, 7, 20), date(2020, 9, 1), 388, is_statute=False),
    Edition("人民警察法", date(2012, 10, 26), date(2013, 1, 1), 52),
    Edition("行政处罚法", date(2021, 1, 22), date(2021, 7, 15), 86),
    Edition("行政强制法", date(2011, 6, 30), date(2012, 1, 1), 71),
    Edition("行政诉讼法", date(2017, 6, 27), date(2017, 7, 1), 103),
    Edition("国家赔偿法", date(2012, 10, 26), date(2013, 1, 1), 42),
    Edition("道路交通安全法", date(2021, 4, 29), date(2021, 4, 29), 124),
    Edition("人民警察使用警械和武器条例", date(1996, 1, 16), date(1996, 1, 16), 17),
    Edition("枪支管理法", date(2015, 4, 24), date(2015, 4, 24), 50),
    Edition("禁毒法", date(2007, 12, 29), date(2008, 6, 1), 71),
    Edition("反恐怖主义法", date(2018, 4, 27), date(2018, 4, 27), 97),
    Edition("居民身份证法", date(2011, 10, 29), date(2012, 1, 1), 23),
    Edition("公安机关督察条例", date(2011, 8, 31), date(2011, 10, 1), 18, is_statute=False),
)


def register_editions(*, actor: Actor, now: datetime) -> None:
    """Register the editions, older ones of a law first."""
    for edition in EDITIONS:
        register_edition(
            law=edition.law,
            published_name=edition.published_name,
            adopted_on=edition.adopted_on,
            in_force_from=edition.in_force_from,
            in_force_to=edition.in_force_to,
            articles=edition.articles(),
            as_of=edition.as_of,
            actor=actor,
            now=now,
        )
