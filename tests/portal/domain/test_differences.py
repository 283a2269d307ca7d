"""Two texts compared word by word: both can be read out of the pieces."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.differences import Piece, differences

texts = st.text(alphabet="ab å.\n", max_size=40)


def test_one_word_that_was_replaced_stands_out() -> None:
    assert differences("Tryggare gångvägar nu", "Tryggare cykelvägar nu") == (
        Piece("same", "Tryggare "),
        Piece("removed", "gångvägar"),
        Piece("added", "cykelvägar"),
        Piece("same", " nu"),
    )


@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(one.text for one in pieces if one.kind != "added") == old
    assert "".join(one.text for one in pieces if one.kind != "removed") == new
