"""The official calendar in the form each peer takes it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from compare.truth import Ints, Official


@dataclass(frozen=True)
class Calendars:
    """One calendar for every side, made from the listing."""

    official: Official
    rank: Ints = field(init=False)
    """Working days from the first day up to and including each."""
    select: Ints = field(init=False)
    """The rank-th working day."""

    def __post_init__(self) -> None:
        """Makes the tables."""
        rank, select = self.official.rank_select()
        object.__setattr__(self, "rank", rank)
        object.__setattr__(self, "select", select)

    @property
    def first(self) -> int:
        """Number of the first day of the tables."""
        return self.official.first

    @property
    def days_off(self) -> list[dt.date]:
        """The weekdays off."""
        return self.official.days_off

    def five_days(self) -> "np.busdaycalendar":
        """Monday to Friday without the days off: what a weekend and a list of holidays can say."""
        return np.busdaycalendar(holidays=np.array(self.days_off, dtype="M8[D]"))

    def six_days(self) -> "np.busdaycalendar":
        """Made right: Saturday is a working day, and every Saturday not worked is a holiday."""
        days = np.arange(self.first, self.first + len(self.rank))
        worked = set(self.official.worked_weekends)
        saturdays = [day for day in days.astype("M8[D]").tolist() if day.weekday() == 5 and day not in worked]
        return np.busdaycalendar(weekmask="1111110", holidays=np.array(self.days_off + saturdays, dtype="M8[D]"))

    def duckdb(self, threads: int) -> Any:
        """A connection with the tables `calendar(day, rank)` and `working(rank, day)`."""
        import duckdb
        import pyarrow as pa

        connection = duckdb.connect(config={"threads": threads})
        days = np.arange(self.first, self.first + len(self.rank)).astype("M8[D]")
        calendar = pa.table({"day": days, "rank": self.rank.astype(np.int32)})  # noqa: F841 - read by the query
        order = np.arange(len(self.select)).astype(np.int32)
        working = pa.table({"rank": order, "day": self.select.astype("M8[D]")})  # noqa: F841 - read by the query
        connection.execute("CREATE TABLE calendar AS FROM calendar")
        connection.execute("CREATE TABLE working AS FROM working")
        return connection
