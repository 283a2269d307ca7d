"""Links to neighbours of a list keep what the reader has chosen."""

import pytest
from flask import Flask

from portal.web import paging


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (3, 5, [1, 2, 3, 4, 5]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_only_near_pages_are_listed(page: int, pages: int, shown: list[int | None]) -> None:
    assert list(paging.numbers(page, pages)) == shown


def test_another_page_keeps_the_filters(bare: Flask) -> None:
    with bare.test_request_context("/sv/dialogues?theme=a&theme=b&page=2"):
        assert paging.with_field("page", 3) == "/sv/dialogues?theme=a&theme=b&page=3"


def test_a_filter_less_begins_again_on_the_first_page(bare: Flask) -> None:
    with bare.test_request_context("/sv/dialogues?theme=a&theme=b&page=2"):
        assert paging.without("theme", "a") == "/sv/dialogues?theme=b"
        assert paging.without("theme") == "/sv/dialogues"
        assert paging.with_value("theme", "c") == "/sv/dialogues?theme=a&theme=b&theme=c"


def test_what_the_reader_wrote_cannot_break_out_of_a_link(bare: Flask) -> None:
    with bare.test_request_context("/sv/dialogues", query_string={"q": '"><script>å&x=1'}):
        assert paging.with_field("page", 2) == "/sv/dialogues?q=%22%3E%3Cscript%3E%C3%A5%26x%3D1&page=2"
