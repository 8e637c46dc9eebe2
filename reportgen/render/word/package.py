"""The file around a Word document.

Written here and not with python-docx, whose reader refuses a file where a relation leads to a part that is not there
(its issues 678, 797 and 1351). Word makes and opens such files, and saving them anew in Word does not mend them, so the
organisation's own base may well be one. That reader has no place to say otherwise, it loses parts that nothing leads to,
and it costs each run the loading of the whole library.
"""

from __future__ import annotations

from typing import Final

from reportgen.model.errors import ReportgenError
from reportgen.office import OFFICE, DamagedError, OfficePackage

MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


class Package(OfficePackage):
    """The parts of a Word file; `main` is the document itself."""

    def __init__(self, data: bytes) -> None:
        try:
            super().__init__(data)
        except DamagedError as fault:
            raise ReportgenError(
                "Basfilen för Word är inte en Word-fil. Spara den i Word som Word-dokument (.docx)."
            ) from fault
        self.main = self._find_main()

    def _find_main(self) -> str:
        main = self.related("", f"{OFFICE}/officeDocument")
        if main is None:
            raise ReportgenError(
                "Basfilen för Word har inget dokument som går att läsa. Spara om den i Word som Word-dokument (.docx)."
            )
        if self.content_type(main) == TEMPLATE_TYPE:
            self.set_type(main, MAIN_TYPE)
        if self.content_type(main) != MAIN_TYPE:
            raise ReportgenError(
                "Basfilen för Word är inte ett vanligt Word-dokument. Spara om den som .docx utan makron."
            )
        return main
