"""Types of the package: a test holds them against what is loaded by name and by kind."""

from collections.abc import Mapping

from instructional_coaching.domain.absence import Absence as Absence
from instructional_coaching.domain.action_step import ActionStep as ActionStep
from instructional_coaching.domain.cadence_rule import CadenceRule as CadenceRule
from instructional_coaching.domain.calendar import Calendar as Calendar
from instructional_coaching.domain.coaching_model import CoachingModel as CoachingModel
from instructional_coaching.domain.cycle import Cycle as Cycle
from instructional_coaching.domain.data_point import DataPoint as DataPoint
from instructional_coaching.domain.definition import Definition as Definition
from instructional_coaching.domain.goal import Goal as Goal
from instructional_coaching.domain.note import Note as Note
from instructional_coaching.domain.people import Person as Person
from instructional_coaching.domain.practice_round import PracticeRound as PracticeRound
from instructional_coaching.domain.relationship import Relationship as Relationship
from instructional_coaching.domain.rubric import Rubric as Rubric
from instructional_coaching.domain.score_sheet import ScoreSheet as ScoreSheet
from instructional_coaching.domain.session import Session as Session
from instructional_coaching.domain.transition import Record as Record

KINDS: Mapping[str, type[Record]]
RECORDS: tuple[type[Record], ...]
DEFINITIONS: tuple[type[Definition], ...]
