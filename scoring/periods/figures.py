"""Counting with pandas: from rows about people to counts of units, each over its whole subtree.

Nothing here knows the database. Frames have plain columns: officer and unit are keys, instants are UTC timestamps,
scores are whole hundredths of a point of 100, so that no sum is a float.
"""

from datetime import datetime

import pandas as pd

from scoring.periods.states import SAT, Counted, Standing

COUNTS = (*Counted.values, "hundredths", *Standing.values)


def holding_at(rows: pd.DataFrame, at: datetime) -> pd.DataFrame:
    """Of rows with valid_from and valid_to (empty: open) those that hold at the instant."""
    moment = pd.Timestamp(at)
    return rows[(rows["valid_from"] <= moment) & (rows["valid_to"].isna() | (rows["valid_to"] > moment))]


def placed(results: pd.DataFrame, posts: pd.DataFrame, service: pd.DataFrame) -> pd.DataFrame:
    """Results with the unit of the established post at their instant `at`; those of others are left out.

    posts: officer, unit, valid_from, valid_to. service: officer, valid_from, valid_to of established officers.
    """
    return _matched(_matched(results, posts), service)


def _matched(results: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Each result joined to the fact of its officer that holds at its instant."""
    pairs = results.merge(facts, on="officer")
    holds = (pairs["valid_from"] <= pairs["at"]) & (pairs["valid_to"].isna() | (pairs["valid_to"] > pairs["at"]))
    return pairs[holds].drop(columns=["valid_from", "valid_to"])


def inherited(rows: pd.DataFrame, heirs: dict[int, int]) -> pd.DataFrame:
    """Rows of units that no longer stand count with the unit above that does."""
    return rows.assign(unit=rows["unit"].replace(heirs)) if heirs else rows


def own_counts(results: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Counts by a unit's own people: registrations by how they are counted, points, people by their standing.

    results: unit, counted, hundredths. people: unit, standing.
    """
    sat = results[results["counted"].isin([value.value for value in SAT])]
    parts = [
        pd.crosstab(results["unit"], results["counted"]),
        sat.groupby("unit")[["hundredths"]].sum(),
        pd.crosstab(people["unit"], people["standing"]),
    ]
    joined = pd.concat([part for part in parts if not part.empty], axis=1) if _any(parts) else pd.DataFrame()
    return joined.reindex(columns=list(COUNTS)).fillna(0).astype("int64").rename_axis("unit")


def _any(parts: list[pd.DataFrame]) -> bool:
    return any(not part.empty for part in parts)


def rolled_up(own: pd.DataFrame, tree: pd.DataFrame) -> pd.DataFrame:
    """Counts of each unit with all below it. tree: ancestor, descendant, each unit being its own ancestor."""
    pairs = tree.merge(own, left_on="descendant", right_index=True)
    return pairs.drop(columns="descendant").groupby("ancestor").sum().rename_axis("unit").astype("int64")


def as_counts(frame: pd.DataFrame) -> dict[int, dict[str, int]]:
    """The frame's counts by unit, as plain Python values."""
    rows = zip(*(frame[name].tolist() for name in COUNTS), strict=True)
    return {unit: dict(zip(COUNTS, row, strict=True)) for unit, row in zip(frame.index.tolist(), rows, strict=True)}
