"""What makes going on impossible. The text is a full Swedish sentence for the person at the terminal, who gets exit code 2."""

from __future__ import annotations


class ReportgenError(Exception):
    """Says in one line what is wrong and what to do."""


class SpecError(ReportgenError):
    """A mall that cannot be used. `faults` has one line per fault: file, key, what stands there, what is allowed."""

    def __init__(self, template: str, faults: list[str]) -> None:
        self.template = template
        self.faults = faults
        many = "1 fel" if len(faults) == 1 else f"{len(faults)} fel"
        super().__init__(
            f"Mallen {template} kan inte användas, den har {many}:\n" + "\n".join(f"  {f}" for f in faults)
        )


class WorkbookError(ReportgenError):
    """A file that cannot be read as a workbook of ours."""


class OutputError(ReportgenError):
    """A document that could not be written where it was to go."""


class MissingLibraryError(ReportgenError):
    """A system library that is not on the machine; says what to install."""
