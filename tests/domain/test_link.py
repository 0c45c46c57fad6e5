"""Links: web addresses with the day on which they expire, and without a log-in."""

import pytest

from instructional_coaching.domain.link import Link, LinkKind
from instructional_coaching.errors import InvalidValue
from tests.domain.school import PRIVATE, day, refused


@pytest.mark.parametrize(
    "url",
    [
        "https://films.example/lesson",
        "http://films.example",
        "https://films.example:8443/a/b?c=d&e=f#g",
        "https://films.example?to=someone@school.example",
        "https://films.example/@channel",
        "https://films.example#end",
    ],
)
def test_a_link_leads_to_a_web_address(url: str) -> None:
    """With a port, a path, a query, or none of them."""
    assert Link(url=url, expires=day(90)).url == url


@pytest.mark.parametrize(
    "url",
    [
        f"https://ben:{PRIVATE.replace(' ', '-')}@films.example/lesson",
        "https://ben@films.example",
        "ftp://films.example/lesson",
        "javascript:alert(1)",
        "file:///home/ben/lesson.mp4",
        "//films.example/lesson",
        "films.example/lesson",
        "https://",
        "https:///lesson",
        "https://films.example/two words",
        "https://films.example/a\nhttps://films.example/b",
    ],
)
def test_a_log_in_in_the_address_or_no_web_address_at_all_is_refused(url: str) -> None:
    """Whoever reads the record would have the log-in as well; the message repeats no address."""
    with refused(InvalidValue, "invalid-value", "url", "not a web address", "give no log-in") as caught:
        Link(url=url, expires=day(90))
    assert "films" not in str(caught.value)


def test_every_link_expires() -> None:
    """There is no link without an expiry date, and None is no date."""
    with pytest.raises(TypeError, match="expires"):
        Link(url="https://films.example/lesson")  # type: ignore[call-arg]
    with refused(InvalidValue, "invalid-value", "expires", "expected a date"):
        Link(url="https://films.example/lesson", expires=None)  # type: ignore[arg-type]


def test_a_link_leads_to_a_document_unless_it_is_said() -> None:
    """Video and pupils' work are said."""
    assert Link(url="https://films.example", expires=day(90)).kind is LinkKind.DOCUMENT
    assert [str(kind) for kind in LinkKind] == ["video", "pupil_work", "document"]
