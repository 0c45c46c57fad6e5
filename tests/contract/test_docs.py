"""The manual says what there is: names, verbs, fields, errors. The code is what it is held against."""

import ast
import re
from pathlib import Path
from types import ModuleType

import pytest

import instructional_coaching as ic
from docs.reference import tables
from instructional_coaching import errors
from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.transition import Record, verbs_of
from instructional_coaching.domain.value import stored_fields
from instructional_coaching.errors import CoachingError

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TABLES = tables.substitutions()
PAGES = {page.relative_to(DOCS).as_posix(): page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md")}
ERRORS = [
    one
    for module in vars(errors).values()
    if isinstance(module, ModuleType)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, CoachingError) and one.__module__ == module.__name__
]
ASKED_FOR = {name for text in PAGES.values() for name in re.findall(r"{{ (\w+) }}", text)}
EVERY_PAGE = "\n".join([*PAGES.values(), *(TABLES[name] for name in ASKED_FOR & set(TABLES))])


def row(table: str, first: str) -> str:
    """Return the one row of a table that begins with this code."""
    (found,) = [line for line in TABLES[table].splitlines() if line.startswith(f"| `{first}` |")]
    return found


def test_every_table_is_asked_for_and_every_one_asked_for_is_made() -> None:
    assert set(TABLES) == ASKED_FOR


@pytest.mark.parametrize("name", ic.__all__)
def test_every_public_name_is_documented_once(name: str) -> None:
    found = re.findall(rf"^\.\. auto\w+:: instructional_coaching\.{name}$", EVERY_PAGE, flags=re.MULTILINE)

    assert len(found) == 1


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.KIND)
def test_every_verb_is_in_the_table_with_its_parameters(record: type[Record]) -> None:
    for name, verb in verbs_of(record).items():
        told = row(f"{record.KIND}_verbs", name)

        assert [one for one in verb.parameters if f" `{one}` " not in told] == []
        assert ("the coachee’s" in told) is verb.decision


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.KIND)
def test_every_field_is_in_the_table_with_its_meaning(record: type[Record]) -> None:
    for field in stored_fields(record):
        assert re.search(r"\| \S[^|]+ \|$", row(f"{record.KIND}_fields", field.name))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_error_is_in_the_table(error: type[CoachingError]) -> None:
    told = row("errors", error.code)

    assert told.startswith(f"| `{error.code}` | {error.status} | ")
    assert f"<instructional_coaching.{error.__name__}>" in told
    assert error.says in told
    needed = re.findall(r"{(\w+)}", error.says + error.remedy)
    assert [name for name in needed if f"`{name}`" not in told] == []


def test_every_code_is_another_one() -> None:
    codes = [error.code for error in ERRORS]

    assert CoachingError.code in codes
    assert len(codes) == len(set(codes))


@pytest.mark.checkout
def test_every_code_of_a_problem_is_in_the_page_on_errors() -> None:
    """What a file or a document is answered with: codes that no class of error has."""
    codes = {
        last.value
        for source in (ROOT / "src").rglob("*.py")
        for call in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and re.search(r"problem$", ast.unparse(call.func), re.IGNORECASE)
        for last in call.args[-1:]
        if isinstance(last, ast.Constant) and isinstance(last.value, str)
        if re.fullmatch(r"[a-z]+(-[a-z]+)*", last.value)
    } - {error.code for error in ERRORS}

    assert codes
    assert [code for code in codes if f"| `{code}` |" not in PAGES["reference/errors.md"]] == []


def test_examples_use_public_names_only() -> None:
    used = {name for text in PAGES.values() for name in re.findall(r"\bic\.(\w+)", text)}

    assert used <= set(ic.__all__)


def test_every_python_example_runs() -> None:
    """The doctest builder runs blocks of these languages; one marked as Python would only be shown."""
    fences = set(re.findall(r"^ *```\{?([\w-]+)", EVERY_PAGE, flags=re.MULTILINE))

    assert fences.isdisjoint({"python", "py", "pycon", "python3", "code-block", "code"})
    assert {"doctest", "testcode"} <= fences
