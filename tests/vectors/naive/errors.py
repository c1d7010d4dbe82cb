"""The one way the model refuses: an error with a stable code."""


class RuleError(Exception):
    """A refusal; `code` is the snake_case code of the vectors."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
