"""Keep a store in the present form of every kind, for ever::

    python -m tests.golden.make

It writes ``<version>.db``, a store with a record of every kind, and notes the form of every kind in
``forms.json``. Nothing that is there already is changed: there are stores like it. Before a version is
released there are none, and ``--unreleased`` writes its store and its forms anew.
"""

import argparse
import json
import sys
from importlib.metadata import version
from pathlib import Path

from instructional_coaching.storage import Put
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.golden.form import KINDS, form, present
from tests.workspace.forming import held
from tests.workspace.specimen import stocked

HERE = Path(__file__).parent
FORMS = HERE / "forms.json"


def release() -> str:
    """Return the version of the library without what says that it is not released yet."""
    return version("instructional-coaching").partition(".dev")[0]


def known_forms() -> dict[str, object]:
    """Return the forms that were written down, by kind and schema version."""
    return dict(json.loads(FORMS.read_text("utf-8"))) if FORMS.exists() else {}


def named(kind: str) -> str:
    """Return the name under which the present form of a kind is written down."""
    return f"{kind} {present(kind)}"


def write_forms(*, anew: bool) -> None:
    """Write down the present form of every kind; over one that is known only if that is said."""
    now = {named(kind): form(kind) for kind in KINDS}
    forms = known_forms() | now if anew else now | known_forms()
    FORMS.write_text(json.dumps(dict(sorted(forms.items())), indent=1) + "\n", encoding="utf-8")


def write_store(path: Path) -> None:
    """Write a store with a record of every kind."""
    store = SQLiteBackend(path)
    store.commit([Put(one, 0) for one in held(stocked()._backend).values()])
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--unreleased", action="store_true", help="this version is not released: write it anew"
    )
    anew = parser.parse_args().unreleased
    path = HERE / f"{release()}.db"
    if path.exists() and not anew:
        sys.exit(f"{path.name} is there already: raise the library's version, or say that it is --unreleased")
    path.unlink(missing_ok=True)
    write_store(path)
    write_forms(anew=anew)


if __name__ == "__main__":
    main()
