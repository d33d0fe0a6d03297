"""The errors a caller can act on. Anything else that is raised is a bug and may crash."""


class TailorError(Exception):
    """Base of every expected error; its text is one plain sentence that says what to do."""


class InputError(TailorError):
    """Something the user gave cannot be used: the user acts."""


class MissingExtraError(InputError):
    """An optional dependency is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package '{package}'. "
            f'Install it with: pip install "honest-tailor[{extra}]"'
        )


class ModelError(TailorError):
    """The model or its server failed, or answered with something unusable."""


class BudgetError(ModelError):
    """The next call to the model would cost more than the user allowed."""
