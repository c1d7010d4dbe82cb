"""Side-by-side benchmark of motcua and its peers: `cargo compare`, or `python -m compare.run` with `tests` on the path."""
