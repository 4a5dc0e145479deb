"""What is wrong with a network at one layer, as a value; how a rule says so; and a request that cannot be met."""

from core.records import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence on what is wrong at a layer; `setting` names the setting at fault where there is one."""

    message: str
    setting: str = ""


class RuleError(Exception):
    """Raised inside a rule whose inputs and settings do not fit together."""

    def __init__(self, message: str, setting: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(message, setting)


class Refusal(Exception):
    """Raised for a request that cannot be met; the message is for the user."""
