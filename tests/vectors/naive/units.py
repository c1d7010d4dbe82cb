"""The units of a time limit."""

WHOLE_UNITS = {"day", "week", "month", "year"}
UNITS = WHOLE_UNITS | {"working_day", "working_hour", "hour", "minute", "same_day"}
