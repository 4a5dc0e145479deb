"""Says at the end of every run what was drawn, and how to draw the same again."""

import pytest

from tests.oracle.comparing import DRAWS, SEED, TALLIES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the seed and the tallies; with -v also what the frameworks could not be asked, and why."""
    if TALLIES:
        terminalreporter.write_line(f"oracle: STRATA_ORACLE_SEED={SEED} STRATA_ORACLE_DRAWS={DRAWS}")
    for whom, tally in TALLIES.items():
        terminalreporter.write_line(f"oracle: {whom}: {tally}")
        if terminalreporter.verbosity > 0:
            for why, times in sorted(tally.unasked.items()):
                terminalreporter.write_line(f"    {times:,} could not be asked: {why}")
