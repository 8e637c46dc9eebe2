"""An explanation: the figure that was asked for, and every step down to the cells that it was worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from reportgen.model.kolada import KoladaFigure
from reportgen.model.position import CellRef, Place
from reportgen.model.value import Value
from reportgen.spec.formula import Expr


class Kind(StrEnum):
    """How a cell came to hold what it holds; the words are those of the JSON."""

    FORMULA = "formel"
    """Worked out by a formula of the mall, across its row or over its column."""
    SUM = "summa"
    """Rows added up."""
    LOOKUP = "hamtad"
    """Fetched from another table."""
    COUNT = "antal"
    """Rows counted by what stands in them."""
    JUDGEMENT = "bedomning"
    """A status that follows from figures, or from other statuses."""
    ENTERED = "inmatad"
    """Typed, pasted or imported."""
    STANDING = "fast"
    """Written by the mall."""
    TEXT = "text"
    """Words that somebody wrote, with figures fetched by value fields."""
    EMPTY = "tom"
    """Nothing stands there."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What decided which way a formula went: in words, with its figures, and whether it held."""

    in_words: str
    in_figures: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Working:
    """A formula as it came out: choices made, months to come left out.

    `expr` names whole places (`tabell.rad.kolumn`), and `value` is what it gives. `in_words` has the labels, `in_figures` what
    is printed in their places. `exact` has all decimals, and is empty unless the printed figures give something else than
    what is printed. `passed_over` are empty cells that a sum has, `lacking` those for want of which there is no value;
    `by_zero` tells that the divisor is 0.
    """

    expr: Expr

    in_words: str
    in_figures: str
    value: Decimal | None
    parts: tuple[Place, ...]
    exact: str = ""
    conditions: tuple[Condition, ...] = ()
    passed_over: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    by_zero: bool = False
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Why a cell has a status or a count: the rule in words, what it gives, and the cells that it goes by."""

    in_words: str
    gives: str
    parts: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A value field in a text: as it is written, as it is printed (empty when it gives nothing), and the place it names."""

    written: str
    shown: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What reportgen importera put in a cell: when, out of which export, and whether that is what stands there now."""

    value: Decimal
    file: str
    at: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """A change that the log tells of."""

    at: str
    who: str
    before: str
    after: str
    file: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What the mall fetches from a closed period when the workbook is made: from where, as it is printed.

    `value` is None when no archive was at hand; `stands` tells whether it is what stands in the cell now.
    """

    period: str
    what: str
    value: Decimal | str | None = None
    shown: str = ""
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of a cell that somebody filled in. `formula` is what they typed when it was a formula, `note` the note
    that they put on the cell, `responsible` who answers for it, `kolada` what Kolada said of it.
    """

    formula: str = ""
    note: str = ""
    responsible: str = ""
    imported: Imported | None = None
    carried: Carried | None = None
    kolada: KoladaFigure | None = None
    log: tuple[Logged, ...] = ()


NOTHING = Provenance()


@dataclass(frozen=True, slots=True)
class Step:
    """A cell of the report (or a text, a fact, a quantity of the mall): what it is called, what it holds and why.

    `printed` is what the report shows, `exact` all decimals with a Swedish comma; `is_rounded` when that is more. `working`
    gave the value; `held_against` is what a typed sum's rows come to, or a formula that was typed over. `of_which` are rows
    that are parts of this one or of its parts and not added again, each with its figure. `typed_over` is what somebody has
    written over a locked formula: the workbook shows it, and the report does not.
    """

    place: Place
    kind: Kind
    table: str
    row: str
    column: str
    value: Value
    printed: str
    exact: str
    is_rounded: bool = False
    unit: str = ""
    at: CellRef | None = None
    working: Working | None = None
    held_against: Working | None = None
    rule: Rule | None = None
    fields: tuple[FieldUse, ...] = ()
    of_which: tuple[str, ...] = ()
    typed_over: str = ""
    convention: str = ""
    provenance: Provenance = NOTHING

    @property
    def label(self) -> str:
        """Row and column on one line."""
        return ", ".join(part for part in (self.row, self.column) if part) or str(self.place)

    @property
    def parts(self) -> tuple[Place, ...]:
        """The places that the step leads on to, each once."""
        found: dict[Place, None] = {}
        for source in (self.working, self.rule, self.held_against):
            found |= dict.fromkeys(source.parts if source else ())
        found |= dict.fromkeys(field.place for field in self.fields if field.place is not None)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Use:
    """Something that depends on the figure: a cell (`Step.kind` words), a text, a check or a chart of the mall."""

    place: Place
    kind: str
    label: str
    at: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Uses:
    """`direct` is what uses the figure itself, `indirect` how many other cells change with it, `texts` all texts that show it
    or something worked out of it.
    """

    direct: tuple[Use, ...] = ()
    indirect: int = 0
    texts: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The step that was asked for first, then each that it leads on to, once, in the order that they are met."""

    root: Place
    steps: Mapping[Place, Step]
    uses: Uses = field(default_factory=Uses)

    @property
    def asked(self) -> Step:
        return self.steps[self.root]
