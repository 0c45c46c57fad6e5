"""Files looked through before they are used: what each says, or everything that is wrong with it.

Definitions are checked together, so that they may name each other, and scenarios by their form. Journals and
tables are imported into an empty store that is thrown away: the staff lists and then the logs into one, each
journal into one of its own, after the staff lists unless people join in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.definitions.folder import problems_of
from instructional_coaching.definitions.reading import Reading, reading_of
from instructional_coaching.definitions.strict_yaml import Limits, read_yaml
from instructional_coaching.domain.definition import Definition
from instructional_coaching.errors import DefinitionError, FileRefused, InvalidInput, Problem
from instructional_coaching.journal.file import opened
from instructional_coaching.journal.importing import ImportReport, import_file, import_table
from instructional_coaching.journal.scenario import Scenario, read_scenario
from instructional_coaching.journal.sort import Sort, sort_of
from instructional_coaching.journal.staff_list import ids_in
from instructional_coaching.journal.table import Table, read_table
from instructional_coaching.workspace.workspace import Workspace

_UNKNOWN = frozenset({"unknown-reference", "unknown-definition"})


@attrs.frozen
class Checked:
    """What came of checking a file.

    Attributes:
        path: The file.
        sort: What sort of file it is; None where it can't be read.
        said: What it says: a definition, a scenario, or what it would bring in; None if there are problems.
        problems: Everything that is wrong with it, by its whole path.
        not_checked: Lines and paths that depend on a problem; the empty path is all of it.
        because: The file whose problems kept this one from being checked, if any.
    """

    path: Path
    sort: Sort | None
    said: Definition | Scenario | ImportReport | None
    problems: tuple[Problem, ...] = ()
    not_checked: tuple[int | str, ...] = ()
    because: Path | None = None


def check_files(files: Sequence[Path], known: Catalogue) -> tuple[Checked, ...]:
    """Check files, without keeping anything.

    Args:
        files: The files.
        known: Definitions that they may name, beside those among the files.
    """
    sorts: dict[Path, Sort] = {}
    checked: dict[Path, Checked] = {}
    for path in files:
        try:
            sorts[path] = sort_of(path)
        except InvalidInput as raised:
            checked[path] = refused(path, None, raised)
    of = {sort: [path for path, one in sorts.items() if one is sort] for sort in Sort}
    found, catalogue = check_definitions(of[Sort.DEFINITION], known)
    checked |= {one.path: one for one in found}
    is_doubtful = any(one.problems for one in found)
    scenarios = (check_scenario(path, catalogue) for path in of[Sort.SCENARIO])
    others = [*scenarios, *_imports(of[Sort.TABLE], of[Sort.JOURNAL], catalogue)]
    checked |= {one.path: without_consequences(one) if is_doubtful else one for one in others}
    return tuple(checked[path] for path in dict.fromkeys(files))


def check_definitions(files: Sequence[Path], known: Catalogue) -> tuple[tuple[Checked, ...], Catalogue]:
    """Check files of definitions together.

    Args:
        files: The files, one definition in each.
        known: Definitions that they may name beside each other.

    Returns:
        What came of each, and all that there is to choose from with those that are as they should be.
    """
    readings: dict[Path, Reading] = {}
    checked: dict[Path, Checked] = {}
    for path in files:
        try:
            with opened(path) as file:
                content = file.read(Limits().size + 1)
        except InvalidInput as raised:
            checked[path] = refused(path, Sort.DEFINITION, raised)
        else:
            readings[path] = reading_of(read_yaml(content, str(path)))
    problems: dict[str, list[Problem]] = {}
    for one in [*problems_of(readings.values(), known), *_clashes(readings.values(), known)]:
        problems.setdefault(one.source, []).append(one)
    brought: list[Brought] = []
    for path, read in readings.items():
        wrong = tuple(problems.get(str(path), ()))
        said = None if wrong else read.definition
        checked[path] = Checked(path, Sort.DEFINITION, said, wrong, read.not_checked)
        if said is not None and known.get(type(said), said.id) is None:
            brought.append(Brought(said, str(path)))
    return tuple(checked.values()), known.with_also(brought)


def _clashes(readings: Iterable[Reading], known: Catalogue) -> Iterator[Problem]:
    """Yield a problem for every definition whose id is that of another one that is known already."""
    origins: Mapping[tuple[str, str], Brought] = {
        (one.definition.KIND, one.definition.id): one for one in known
    }
    for read in readings:
        other = origins.get(read.named) if read.named and read.definition else None
        if read.named and read.definition and other and other.definition.pin != read.definition.pin:
            line, column = read.place("id")
            message, hint = f"is the id of another one, of {other.origin}", "give it an id of its own"
            yield Problem(read.source, line, column, read.named[0], message, hint, "repeated-id")


def check_scenario(path: Path, known: Catalogue) -> Checked:
    """Check a scenario by its form.

    Args:
        path: The file.
        known: The definitions that it may name.
    """
    try:
        return Checked(path, Sort.SCENARIO, read_scenario(path, known))
    except InvalidInput as raised:
        return refused(path, Sort.SCENARIO, raised)


def _imports(files: Iterable[Path], journals: Iterable[Path], catalogue: Catalogue) -> Iterator[Checked]:
    tables: dict[Path, Table] = {}
    unread: Path | None = None
    for path in files:
        try:
            tables[path] = read_table(path)
        except InvalidInput as raised:
            unread = unread or path
            yield refused(path, Sort.TABLE, raised)
    staff = {path: table for path, table in tables.items() if not table.is_log}
    logs = {path: table for path, table in tables.items() if table.is_log}
    because, listed = unread, ids_in(staff.values())
    with Workspace.in_memory(brought=lambda: catalogue) as workspace:
        for path, table in staff.items():
            taken = _table(workspace, path, table, listed)
            because = because or (path if taken.problems else None)
            yield taken
        without_staff = because
        for path, table in logs.items():
            taken = _not_taken(path, Sort.TABLE, because) if because else _table(workspace, path, table)
            because = because or (path if taken.problems else None)
            yield taken
    for path in journals:
        alone = _has_people(path)
        if without_staff and not alone:
            yield _not_taken(path, Sort.JOURNAL, without_staff)
        else:
            yield _journal(path, () if alone else staff.values(), catalogue)


def _table(workspace: Workspace, path: Path, table: Table, listed: frozenset[str] = frozenset()) -> Checked:
    try:
        said = import_table(workspace, table, steward=_STEWARD, elsewhere=listed)
        return Checked(path, Sort.TABLE, said)
    except InvalidInput as raised:
        return refused(path, Sort.TABLE, raised)


def _has_people(path: Path) -> bool:
    """Say whether people join in a journal, so that no staff list belongs before it."""
    with opened(path) as file:
        return any(b"person.join" in line for line in file)


def _journal(path: Path, staff: Iterable[Table], catalogue: Catalogue) -> Checked:
    with Workspace.in_memory(brought=lambda: catalogue) as workspace:
        for one in staff:
            import_table(workspace, one, steward=_STEWARD)
        try:
            return Checked(path, Sort.JOURNAL, import_file(workspace, path, steward=_STEWARD))
        except InvalidInput as raised:
            return refused(path, Sort.JOURNAL, raised)


def _not_taken(path: Path, sort: Sort, because: Path) -> Checked:
    return Checked(path, sort, None, (), ("",), because)


_STEWARD = "office"


def refused(path: Path, sort: Sort | None, raised: InvalidInput) -> Checked:
    """Return what came of a file with problems."""
    problems = tuple(attrs.evolve(one, source=str(path)) for one in raised.problems)
    not_checked = raised.not_checked if isinstance(raised, FileRefused | DefinitionError) else ()
    return Checked(path, sort, None, problems, not_checked)


def without_consequences(one: Checked) -> Checked:
    """Return what was checked without the names that a definition with problems may go by."""
    unknown = [problem for problem in one.problems if problem.code in _UNKNOWN]
    left = tuple(problem for problem in one.problems if problem.code not in _UNKNOWN)
    places = (problem.line or problem.path for problem in unknown)
    return attrs.evolve(one, problems=left, not_checked=(*one.not_checked, *places))
