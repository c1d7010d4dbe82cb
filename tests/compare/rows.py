"""The rows every side is given, the same in every process for one number of rows and one seed."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from compare.truth import DAY, Ints, number

FIRST_RECEIPT = dt.date(2018, 1, 1)
LAST_RECEIPT = dt.date(2027, 9, 24)
"""Sixty working days and ninety days after it the official listing still speaks."""
MOST_DAYS = 60
LONGEST_STRETCH = 90
MOST_HOURS = 40
UNITS = 3_321
"""As many as the communes, wards and special zones from July 2025."""
AS_OF = dt.date(2027, 12, 31)


@dataclass(frozen=True)
class Rows:
    """Columns of the dossiers; all int64 but `unit`."""

    received: Ints
    """Day of receipt."""
    days: Ints
    """Working days promised, 1 to 60."""
    until: Ints
    """A day 0 to 90 days after receipt."""
    moment: Ints
    """Second of receipt, at any time of any day: people file online."""
    seconds: Ints
    """Working seconds promised: whole hours, which is all that some peers can express."""
    later: Ints
    """A second up to 90 days after receipt."""

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.received)

    def head(self, rows: int) -> "Rows":
        """The first rows, for peers that are slow."""
        return Rows(*(getattr(self, name)[:rows] for name in self.__dataclass_fields__))


def dossiers(rows: int, seed: int = 2026) -> Rows:
    """Random dossiers received 2018 to 2027."""
    draw = np.random.default_rng(seed)
    received = draw.integers(number(FIRST_RECEIPT), number(LAST_RECEIPT) + 1, rows)
    moment = received * DAY + draw.integers(0, DAY, rows)
    return Rows(
        received=received,
        days=draw.integers(1, MOST_DAYS + 1, rows),
        until=received + draw.integers(0, LONGEST_STRETCH + 1, rows),
        moment=moment,
        seconds=draw.integers(1, MOST_HOURS + 1, rows) * 3600,
        later=moment + draw.integers(0, LONGEST_STRETCH * DAY, rows),
    )


NAT = np.iinfo(np.int64).min
"""How NumPy writes an absent date."""


@dataclass(frozen=True)
class Promises:
    """Columns of a report by unit."""

    unit: "np.ndarray[tuple[int], np.dtype[np.int32]]"
    due: Ints
    finished: Ints
    """`NAT` while the dossier is open."""

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.unit)


def promises(rows: int, seed: int = 766) -> Promises:
    """Random dossiers of all units: one in ten is open, some of those overdue on `AS_OF`."""
    draw = np.random.default_rng(seed)
    due = draw.integers(number(FIRST_RECEIPT), number(AS_OF) + 30, rows)
    finished = np.minimum(due + draw.integers(-12, 5, rows), number(AS_OF))
    finished[draw.random(rows) < 0.1] = NAT
    return Promises(unit=draw.integers(0, UNITS, rows, dtype=np.int32), due=due, finished=finished)
