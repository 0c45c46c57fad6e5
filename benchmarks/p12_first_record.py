"""P12: a process that opens a store and reads its first typed record, over one that sets up Django.

Django has its two smallest applications installed, and reads nothing.
"""

from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.p12_import_cost import start
from benchmarks.row import Row, interleaved
from benchmarks.school import School
from instructional_coaching.storage.sqlite import SQLiteBackend

OURS = """
import instructional_coaching as ic
with ic.open_workspace({url!r}) as workspace:
    assert workspace.unit(ic.Actor("ben")).get(ic.Session, "s0000000").minutes == 45
"""
THEIRS = """
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"])
import django
django.setup()
"""


def measure() -> Row:
    if find_spec("django") is None:
        raise ModuleNotFoundError(name="django")
    with TemporaryDirectory() as folder:
        with closing(SQLiteBackend(Path(folder) / "school.db")) as backend:
            School(backend).open().log(0)
        ours = OURS.format(url=f"sqlite:///{folder}/school.db")
        first, theirs = interleaved(partial(start, ours), partial(start, THEIRS), rounds=15)
    return Row(name="P12 first record of a process / django.setup()", ours=first, theirs=theirs, goal=0.7)
