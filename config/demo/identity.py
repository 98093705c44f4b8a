"""Invented identity, police and document numbers."""

import random
from datetime import date

from personnel.officers.rules import id_number_check
from personnel.officers.states import Sex

AREA = "9901"  # no place has it
FIRST_NUMBER = 18_600
LAST_NUMBER = 22_240
LETTER_SHARE = 0.004


class IdNumbers:
    """Identity numbers with a right checksum, in area codes that no place has; none twice."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.given: set[str] = set()

    def give(self, sex: Sex, born_on: date) -> str:
        """The 17th digit says the sex: odd for men."""
        while True:
            sequence = self.chance.randrange(1, 500) * 2 - (sex == Sex.MALE)
            first_17 = f"{AREA}{self.chance.randrange(1, 10):02d}{born_on:%Y%m%d}{sequence:03d}"
            if first_17 not in self.given:
                self.given.add(first_17)
                return first_17 + id_number_check(first_17)


def police_numbers(count: int, chance: random.Random, taken: set[str]) -> list[str]:
    """So many numbers, rising; a few with a letter."""
    free = [f"{number:06d}" for number in range(FIRST_NUMBER, LAST_NUMBER) if f"{number:06d}" not in taken]
    chosen = sorted(chance.sample(free, count))
    return [f"0A{number[2:]}" if chance.random() < LETTER_SHARE else number for number in chosen]


def auxiliary_number(place: int) -> str:
    """F00017: numbers of auxiliaries begin with a letter."""
    return f"F{place:05d}"


def document_no(year: int, number: int, kind: str = "政") -> str:
    """临公政〔2026〕18号."""
    return f"临公{kind}〔{year}〕{number}号"
