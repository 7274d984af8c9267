"""Rules with their trees, as the API takes and gives them."""

from __future__ import annotations

from typing import cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from satsuma.language.tree import Condition, Value
from satsuma.model.errors import Finding
from satsuma.model.kinds import Kind
from satsuma.model.results import Result


class RuleAsked(BaseModel):
    """A rule as text or as tree, and whom it is about (None: the project's main unit)."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={"examples": [{"text": "age >= 40 and count(order, last 90 days) >= 2"}]},
    )

    text: str | None = None
    tree: Condition | None = None
    unit: str | None = None

    @property
    def rule(self) -> str | Condition:
        """Whichever was given."""
        return self.text if self.text is not None else cast(Condition, self.tree)

    @model_validator(mode="after")
    def _is_said_once(self) -> RuleAsked:
        if (self.text is None) == (self.tree is None):
            raise ValueError("give either 'text' or 'tree'")
        return self


class CountAsked(RuleAsked):
    """A rule to be counted."""

    as_of: str | None = Field(default=None, max_length=40)
    """Look back from this day (YYYY-MM-DD); default: the last run's day."""


class SampleAsked(CountAsked):
    """A rule of whose members some are shown."""

    variables: tuple[str, ...] = Field(default=(), max_length=30)
    """Which variables to show; without any, those that the rule names and a few others."""
    customers: int = Field(default=20, ge=1, le=100)
    seed: int = Field(default=0, ge=0, lt=2**32)


class RuleRead(Result):
    """A rule in both forms. `tree` is None where the text cannot be read; `text` is then as it was written, else the one way
    in which Satsuma writes it. `findings` hold mistakes (with line and column where the text cannot be read) and warnings."""

    text: str
    tree: Condition | None
    sentence: str
    unit: str
    findings: tuple[Finding, ...] = ()


class ValueAsked(BaseModel):
    """A value (an aggregate, arithmetic, a variable) as text or as tree."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={"examples": [{"text": "sum(order.amount, last 12 months)"}]},
    )

    text: str | None = None
    tree: Value | None = None
    unit: str | None = None

    @property
    def value(self) -> str | Value:
        """Whichever was given."""
        return self.text if self.text is not None else cast(Value, self.tree)

    @model_validator(mode="after")
    def _is_said_once(self) -> ValueAsked:
        if (self.text is None) == (self.tree is None):
            raise ValueError("give either 'text' or 'tree'")
        return self


class ValueRead(Result):
    """A value in both forms, and its kind."""

    text: str
    tree: Value | None
    sentence: str
    unit: str
    kind: Kind | None = None
    currency: str | None = None
    findings: tuple[Finding, ...] = ()
