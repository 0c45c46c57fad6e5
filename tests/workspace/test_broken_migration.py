"""Migrations that go wrong in one way each are caught, by a test whose name says what is wrong."""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import ClassVar

import attrs
import pytest

from instructional_coaching.codec.schema import Schema
from instructional_coaching.codec.step import Plain
from instructional_coaching.errors import CoachingError, ConcurrencyConflict
from instructional_coaching.storage import Document, Key, Put
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.migration import Migrated, Migration, Progress, StoredForm, form_of
from tests.workspace import forming, test_migration
from tests.workspace.forming import copied, older


class Broken(Migration):
    """A migration that is whole; its subclasses aren't.

    Attributes:
        caught_by: The tests that must fail.
    """

    caught_by: ClassVar[tuple[str, ...]] = ()


class Skipping(Schema):
    """A schema that leaves out the step from the version that a document is in."""

    def upgraded(self, kind: str, found: int, document: Plain) -> Plain:
        return super().upgraded(kind, min(found + 1, self.version_of(kind)), document)


class Repeating(Schema):
    """A schema that takes all steps, whatever version a document is in."""

    def upgraded(self, kind: str, found: int, document: Plain) -> Plain:
        return super().upgraded(kind, 1, document)


class SkipsAStep(Broken):
    caught_by = ("test_every_older_document_is_rewritten_and_no_other_one",)

    def renewed(self, document: Document) -> Document:
        self._schema = Skipping(self._schema.steps)
        return super().renewed(document)


class TakesStepsAgain(Broken):
    caught_by = ("test_a_document_in_between_takes_only_the_steps_that_it_lacks",)

    def renewed(self, document: Document) -> Document:
        self._schema = Repeating(self._schema.steps)
        return super().renewed(document)


class RewritesWhatIsDone(Broken):
    caught_by = ("test_what_is_done_is_left_alone",)

    def forms(self) -> tuple[StoredForm, ...]:
        return tuple(attrs.evolve(one, version=1) for one in super().forms())

    def _is_older(self, document: Document) -> bool:
        super()._is_older(document)
        return self._present(document) > 1


class HalfReadsWhatIsNewer(Broken):
    """Takes a newer document for one of the present version."""

    caught_by = (
        "test_newer_documents_are_refused_before_anything_is_written",
        "test_what_somebody_writes_meanwhile_in_a_newer_version_is_not_written_over",
        "test_every_newer_kind_is_named",
    )

    def forms(self) -> tuple[StoredForm, ...]:
        return tuple(attrs.evolve(one, version=min(one.version, one.present)) for one in super().forms())

    def _is_older(self, document: Document) -> bool:
        return document.schema != self._present(document)

    def renewed(self, document: Document) -> Document:
        known = min(document.schema, self._present(document))
        return super().renewed(attrs.evolve(document, schema=known))


class RefusesWhatIsNewerWhereItMeetsIt(Broken):
    """Doesn't look at all of the store first."""

    caught_by = ("test_newer_documents_are_refused_before_anything_is_written",)

    def forms(self) -> tuple[StoredForm, ...]:
        return tuple(attrs.evolve(one, version=min(one.version, one.present)) for one in super().forms())


class LooksNowhereButAtRecords(Broken):
    """Overlooks that entries, and what else is kept beside records, may be newer."""

    caught_by = ("test_newer_documents_are_refused_before_anything_is_written",)

    def forms(self) -> tuple[StoredForm, ...]:
        known = {"note", "relationship", "person"}
        return tuple(one for one in super().forms() if one.kind in known or one.is_older)


class WritesOneByOne(Broken):
    caught_by = ("test_each_page_is_one_commit_and_progress_is_told",)

    def _rewrite(self, keys: Sequence[Key]) -> int:
        return sum(Migration._rewrite(self, [key]) for key in keys)


class RaisesTheVersionBeforeTheBody(Broken):
    """Writes that a document is in the present version, and its body in a commit after that."""

    caught_by = ("test_a_migration_that_breaks_off_is_finished_by_the_next_one",)

    def _rewrite(self, keys: Sequence[Key]) -> int:
        stored = [one for one in self._backend.get(keys) if one and self._is_older(one)]
        raised = [attrs.evolve(one, schema=self._present(one)) for one in stored]
        self._backend.commit([Put(one, one.revision, rewrites=True) for one in raised])
        self._backend.commit([Put(self.renewed(one), one.revision, rewrites=True) for one in stored])
        return len(stored)


class CountsTheRevisionUp(Broken):
    """Saves a rewritten document like a changed one, so that it has more revisions than entries."""

    caught_by = (
        "test_every_older_document_is_rewritten_and_no_other_one",
        "test_whoever_has_read_a_record_before_saves_it_after",
    )

    def _rewrite(self, keys: Sequence[Key]) -> int:
        stored = [one for one in self._backend.get(keys) if one and self._is_older(one)]
        again = [attrs.evolve(self.renewed(one), revision=one.revision + 1) for one in stored]
        self._backend.commit([Put(one, one.revision - 1) for one in again])
        return len(stored)


class KeepsTheTags(Broken):
    """Lets a record be found by what it said in its earlier form."""

    caught_by = ("test_records_are_found_by_what_they_refer_to_in_the_present_form",)

    def renewed(self, document: Document) -> Document:
        return attrs.evolve(super().renewed(document), tags=document.tags, at=document.at)


class WritesOverWhatIsSavedMeanwhile(Broken):
    """Meets a conflict, and puts what it had read over what was saved."""

    caught_by = ("test_a_document_that_is_saved_meanwhile_is_taken_again",)

    def _rewrite(self, keys: Sequence[Key]) -> int:
        older = [one for one in self._backend.get(keys) if one and self._is_older(one)]
        again = [self.renewed(one) for one in older]
        try:
            self._backend.commit([Put(one, one.revision, rewrites=True) for one in again])
        except ConcurrencyConflict:
            now = [one.revision if one else 0 for one in self._backend.get(keys)]
            pairs = list(zip(again, now, strict=False))
            self._backend.commit([Put(attrs.evolve(one, revision=n + 1), n) for one, n in pairs])
        return len(older)


class GivesUpWhereSomebodySaves(Broken):
    caught_by = ("test_a_document_that_is_saved_meanwhile_is_taken_again",)

    def _rewrite(self, keys: Sequence[Key]) -> int:
        older = [one for one in self._backend.get(keys) if one and self._is_older(one)]
        try:
            self._backend.commit([Put(self.renewed(one), one.revision, rewrites=True) for one in older])
        except ConcurrencyConflict:
            return 0
        return len(older)


class WritesInADryRun(Broken):
    caught_by = ("test_a_dry_run_says_what_there_is_and_writes_nothing",)

    def forms(self) -> tuple[StoredForm, ...]:
        found = super().forms()
        self._rewrite([one.key for page in self._pages("note") for one in page])
        return found


class TakesWhateverAStepGives(Broken):
    """Writes what no one can read, and finds out when it is read."""

    caught_by = (
        "test_what_a_step_can_not_bring_up_to_date_stops_it_before_anything_is_written",
        "test_a_step_may_not_change_what_a_definition_is_pinned_by",
    )

    def renewed(self, document: Document) -> Document:
        kind = form_of(document.key)
        plain = self._schema.upgraded(kind, document.schema, forming.plain_of(document))
        return attrs.evolve(document, body=forming.body_of(plain), schema=self._present(document))


class OverlooksTheSchool(Broken):
    caught_by = ("test_only_one_school_is_migrated_if_that_is_asked_for",)

    def run(self, progress: Progress | None = None) -> Migrated:
        self._tags = ()
        return super().run(progress)


BROKEN = {name: one for name, one in globals().items() if isinstance(one, type) and issubclass(one, Broken)}
PLANTED = [(name, test) for name, one in BROKEN.items() for test in one.caught_by]


def ask(test: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test of migrations, with newer documents among the notes where it asks for a kind."""
    function: Callable[..., None] = getattr(test_migration, test)
    store = copied(older(), MemoryBackend())
    kind = "entry" if "newer_documents" in test else ""
    given = {"store": store, "backend": store, "monkeypatch": monkeypatch, "kind": kind}
    function(**{name: given[name] for name in signature(function).parameters})


@pytest.mark.parametrize(("name", "test"), PLANTED)
def test_a_broken_migration_is_caught(name: str, test: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test that says what is wrong with it is the one that fails."""
    monkeypatch.setattr(forming, "Migration", BROKEN[name])
    monkeypatch.setattr(test_migration, "Migration", BROKEN[name])
    with pytest.raises((AssertionError, CoachingError, pytest.fail.Exception)):
        ask(test, monkeypatch)


@pytest.mark.parametrize("test", sorted({test for _, test in PLANTED}))
def test_what_catches_the_broken_lets_the_whole_pass(test: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forming, "Migration", Broken)
    ask(test, monkeypatch)
