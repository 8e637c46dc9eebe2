"""What the machine has of WeasyPrint's libraries, and what is said of what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.errors import MissingLibraryError
from reportgen.render.libraries import LIBRARIES, Library, advice, missing, require

NOWHERE = Library("Ingenstans", ("libingenstans-9", "libingenstans.so.9"))
EXTRA = Library("Tillval", ("libtillval-9",), required=False)


def test_a_library_that_is_nowhere_is_missing() -> None:
    assert missing((NOWHERE, EXTRA)) == (NOWHERE, EXTRA)


def test_a_missing_library_is_one_swedish_line_with_what_to_install() -> None:
    with pytest.raises(MissingLibraryError) as caught:
        require((NOWHERE, EXTRA))
    assert str(caught.value).startswith("PDF kan inte göras, biblioteken Ingenstans saknas. ")
    assert "\n" not in str(caught.value)


def test_pdf_can_be_made_without_what_only_saves_time() -> None:
    require((EXTRA,))


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("linux", "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("darwin", "brew install pango"),
        ("win32", "WEASYPRINT_DLL_DIRECTORIES"),
    ],
)
def test_every_platform_gets_its_own_advice(platform: str, words: str) -> None:
    assert words in advice(platform)


@pytest.mark.pango
def test_the_names_are_those_that_weasyprint_tries() -> None:
    import weasyprint

    source = (Path(weasyprint.__file__).parent / "text" / "ffi.py").read_text("utf-8")
    for library in LIBRARIES:
        assert all(f"'{name}'" in source for name in library.tried)
