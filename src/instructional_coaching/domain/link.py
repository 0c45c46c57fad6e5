"""Links to video and to pupils' work, which are never stored here."""

import re
from datetime import date
from enum import StrEnum

from instructional_coaching.domain.check import Text
from instructional_coaching.domain.value import Value, content, value
from instructional_coaching.errors import InvalidValue

_ADDRESS = re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?")


class LinkKind(StrEnum):
    """What a link leads to."""

    VIDEO = "video"
    PUPIL_WORK = "pupil_work"
    DOCUMENT = "document"


@value
class Link(Value):
    """A link with the day on which it expires. Pupils are never named.

    Attributes:
        url: An http or https address, without a log-in in it.
        expires: The last day on which it is to be followed.
        kind: What it leads to.
    """

    url: Text = content()
    expires: date = content()
    kind: LinkKind = content(default=LinkKind.DOCUMENT)

    def __attrs_post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.url):
            raise InvalidValue("url", "is not a web address", "begin it with https:// and give no log-in")
