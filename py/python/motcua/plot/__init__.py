"""Pictures of reports, surveys and ranks (biểu đồ), on matplotlib: `pip install motcua[plot]`.

Every function takes data and, if wanted, `ax=` to draw on; without one it makes a figure. It returns the `Axes`, and changes nothing else: not the
style, not the backend. Labels are Vietnamese, with `language="en"` English. `title=` replaces the title, `""` leaves it out. Colours can be told
apart by the colour-blind, and no picture needs colour alone to be read. Text is sized by the width of the axes: half a page of A4 can be read, and
so can a screen.

Data are what the library answers, or tables with the same columns: pandas, Polars, PyArrow, a mapping of columns, a list of rows.
A table that lacks a column is a `ColumnInvalidError` that names it, a number that cannot be drawn a `ValueOutOfRangeError`.
"""

from ._days import calendar_heatmap
from ._on_time import lateness_histogram, on_time_trend
from ._ranks import ranking, slope
from ._views import likert, radar

__all__ = ["calendar_heatmap", "lateness_histogram", "likert", "on_time_trend", "radar", "ranking", "slope"]
