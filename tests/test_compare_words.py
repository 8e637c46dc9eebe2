"""Word by word: laws of the pieces, and that a change is read as a whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.compare.words import Fate, Piece, is_revision, shortened, word_changes

TEXTS = st.lists(st.sampled_from(["vård", "kostar", "mer", "än", "budget", " ", "  ", "\n", "\n\n"])).map("".join)


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate is not Fate.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.fate is not Fate.REMOVED) == after


@given(TEXTS)
def test_the_same_text_has_no_change(text: str) -> None:
    assert all(piece.fate is Fate.SAME for piece in word_changes(text, text))


def test_words_that_were_exchanged_together_are_one_change() -> None:
    assert word_changes("Vi når inte målet i år.", "Vi når målet nästa år.") == (
        Piece(Fate.SAME, "Vi når "),
        Piece(Fate.REMOVED, "inte "),
        Piece(Fate.SAME, "målet "),
        Piece(Fate.REMOVED, "i"),
        Piece(Fate.ADDED, "nästa"),
        Piece(Fate.SAME, " år."),
    )
    assert word_changes("a b c", "x y c") == (
        Piece(Fate.REMOVED, "a b"),
        Piece(Fate.ADDED, "x y"),
        Piece(Fate.SAME, " c"),
    )


def test_a_text_written_anew_is_no_revision() -> None:
    assert is_revision(word_changes("Det går bra nu.", "Det går mycket bra nu."))
    assert not is_revision(word_changes("Det går bra nu.", "Kostnaderna ökar snabbt sedan i maj."))


def test_what_stands_is_cut_to_the_words_nearest_the_change() -> None:
    words = " ".join(f"ord{n}" for n in range(60))
    pieces = shortened(word_changes(f"{words} slut", f"{words} början"), kept=2)
    assert pieces[0] == Piece(Fate.SAME, "… ord58 ord59 ")
    between = shortened(word_changes(f"a {words} b", f"x {words} y"), kept=2)
    same = [piece.text for piece in between if piece.fate is Fate.SAME]
    assert same == [" ord0 ord1 …  ord58 ord59 "] or same == [" ord0 ord1 … ord58 ord59 "]
