"""A naive model of the counting rules: it steps day by day, so that a reader can check it by eye.

It knows nothing of the library. Its only data are the listings in `tests/reference/`.
"""
