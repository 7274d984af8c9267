"""The program that the kernel runs, and its making: instructions, registers, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsuma.columns import NO_NUMBER, Column, EventTable, Sets
from satsuma.engine.library import (
    TYPES,
    Library,
    array_of,
    describe_array,
    describe_column,
)
from satsuma.model.errors import BugError, ServiceError

Op = tuple[str, int, int, int, int, int, int, int]
"""Name of the operation, dst, a, b, c, d, x, y as in ss_op; registers are numbered without end until `finish`."""

_READS_A = {
    "LOAD": False, "LOAD_DOUBLE": False, "CONSTANT": False, "WALK": False, "SEQUENCE": False, "INPUT": False,
    "ALL": False, "SET_TEST": False, "SET_KNOWN": False, "AND": False, "OR": False, "AND_NOT": False, "NOT": False,
    "OUT_WORD": False,
}  # fmt: skip
_READS_B = {
    "ADD", "SUBTRACT", "MULTIPLY", "DIFFERENCE", "ADD_DOUBLE", "SUBTRACT_DOUBLE", "MULTIPLY_DOUBLE", "DIVIDE_DOUBLE",
    "COMPARE", "COMPARE_DOUBLE", "RATIO", "SET_TEST", "SET_KNOWN",
}  # fmt: skip
_WRITES = {
    "CONSTANT", "LOAD", "LOAD_DOUBLE", "ADD", "SUBTRACT", "MULTIPLY", "DIFFERENCE", "TO_DOUBLE", "ADD_DOUBLE",
    "SUBTRACT_DOUBLE", "MULTIPLY_DOUBLE", "DIVIDE_DOUBLE", "ELAPSED", "REMAP", "EDGE",
}  # fmt: skip


@dataclass(slots=True)
class Group:
    """One ss_group: `slots[b]` is the index into `parts` that a row of bucket b goes to."""

    kind: str
    column: int
    parts: list[int]
    slots: list[int]
    low: int = -1
    high: int = -1
    list_index: int = -1


@dataclass(frozen=True, slots=True)
class Program:
    """A finished program: the C struct and every array that it points to. `words` and `values` are set per run."""

    library: Library
    struct: Any
    kept: tuple[Any, ...]

    def run(self, first: int, last: int, words: NDArray[np.uint64], values: Sequence[NDArray[Any]]) -> None:
        """Fill `words` (outputs × blocks) and `values` for customers first <= i < last. Raises ServiceError."""
        struct = self.library.ffi.new("ss_program *", self.struct[0])
        pointers = np.array([value.ctypes.data for value in values] or [0], np.uint64)
        struct.values = self.library.pointer("int64_t *const *", pointers)
        struct.words = self.library.pointer("uint64_t *", words)
        struct.words_stride = words.shape[1]
        if self.library.lib.ss_run(struct, first, last) != 0:
            raise ServiceError("There is not enough memory to evaluate the rules.")


@dataclass(slots=True)
class ProgramBuilder:
    """Collects a program's parts; `finish` numbers the registers and lays everything out as arrays."""

    library: Library
    ops: list[Op] = field(default_factory=list)
    columns: list[tuple[int, int, int, int]] = field(default_factory=list)
    sets: list[tuple[int, tuple[int, int, int, int]]] = field(default_factory=list)
    histories: list[tuple[Any, ...]] = field(default_factory=list)
    tests: list[tuple[int, ...]] = field(default_factory=list)
    walks: list[tuple[int, ...]] = field(default_factory=list)
    walk_groups: list[list[Group]] = field(default_factory=list)
    sequences: list[tuple[int, ...]] = field(default_factory=list)
    steps: list[tuple[int, ...]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    masks: list[NDArray[np.uint64]] = field(default_factory=list)
    n_masks: int = 0
    bytes_: bytearray = field(default_factory=bytearray)
    inputs: list[NDArray[np.uint64]] = field(default_factory=list)
    n_registers: int = 0
    n_words: int = 0
    n_word_outputs: int = 0
    n_lists: int = 0
    zone: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None
    kept: list[Any] = field(default_factory=list)
    _column_of: dict[int, int] = field(default_factory=dict)

    def new_register(self) -> int:
        self.n_registers += 1
        return self.n_registers - 1

    def new_words(self, n: int = 1) -> int:
        self.n_words += n
        return self.n_words - n

    def emit(
        self, name: str, dst: int = 0, a: int = 0, b: int = 0, c: int = 0, d: int = 0, x: int = 0, y: int = 0
    ) -> int:
        """Append an instruction; gives back dst."""
        if name == "OUT_WORD":
            self.n_word_outputs = max(self.n_word_outputs, x + 1)
        self.ops.append((name, dst, a, b, c, d, x, y))
        return dst

    def add_column(self, column: Column) -> int:
        """The index of a column's description; the same column once."""
        array = array_of(column)
        if id(array) not in self._column_of:
            self._column_of[id(array)] = len(self.columns)
            self.columns.append(describe_column(column))
            self.kept.append(array)
        return self._column_of[id(array)]

    def add_rows(self) -> int:
        """The index of the column whose values are the rows' own numbers."""
        self.columns.append((0, NO_NUMBER, 0, 0))
        return len(self.columns) - 1

    def add_bits(self, bits: NDArray[np.uint64]) -> int:
        """The index of a row bitmap as a column."""
        self.kept.append(bits)
        self.columns.append((bits.ctypes.data, 0, 8, 0))
        return len(self.columns) - 1

    def add_set(self, column: Sets) -> int:
        self.kept.append(column)
        codes = describe_array(column.codes, is_code=True)
        self.sets.append((column.offsets.ctypes.data, codes))
        return len(self.sets) - 1

    def add_history(self, table: EventTable, before: int, first_test: int, mask_words: int) -> int:
        """A history whose tests are those added since `first_test`."""
        self.kept.append(table)
        time = describe_array(table.time)
        if table.offsets.dtype != np.int64 or table.time.dtype.itemsize not in (4, 8):
            raise BugError("A history has int64 offsets and times of 32 or 64 bits.")
        n_tests = len(self.tests) - first_test
        self.histories.append((table.offsets.ctypes.data, time, before, first_test, n_tests, mask_words))
        return len(self.histories) - 1

    def add_numbers(self, numbers: Sequence[int]) -> int:
        self.numbers.extend(numbers)
        return len(self.numbers) - len(numbers)

    def add_masks(self, masks: NDArray[np.uint64]) -> int:
        self.masks.append(np.ascontiguousarray(masks).reshape(-1))
        self.n_masks += masks.size
        return self.n_masks - masks.size

    def add_bytes(self, values: bytes) -> int:
        self.bytes_.extend(values)
        return len(self.bytes_) - len(values)

    def add_walk(self, history: int, edges: Sequence[int], bucket_masks: int, groups: list[Group]) -> None:
        """Emit the walk; its groups' parts are written by it."""
        first = sum(len(inside) for inside in self.walk_groups)
        self.walks.append((history, len(groups), first, self.add_numbers(edges), len(edges), bucket_masks))
        self.walk_groups.append(groups)
        self.emit("WALK", a=len(self.walks) - 1)

    def _touches(self, op: Op) -> tuple[list[int], list[int]]:
        """The registers that an instruction reads and writes."""
        name, dst, a, b = op[:4]
        if name == "WALK":
            groups = self.walk_groups[a]
            bounds = [bound for group in groups for bound in (group.low, group.high) if bound >= 0]
            return bounds, [part for group in groups for part in group.parts]
        if name == "SEQUENCE":
            return [bound for bound in self.sequences[a][3:5] if bound >= 0], []
        reads = ([a] if _READS_A.get(name, True) else []) + ([b] if name in _READS_B else [])
        return reads, [dst] if name in _WRITES else []

    def number_registers(self) -> tuple[list[int], int]:
        """Few registers for many values: one whose value is not read again is used for another."""
        last_read: dict[int, int] = {}
        for place, op in enumerate(self.ops):
            reads, writes = self._touches(op)
            last_read.update(dict.fromkeys(writes, place))
            last_read.update(dict.fromkeys(reads, place))
        ending: dict[int, list[int]] = {}
        for register, place in last_read.items():
            ending.setdefault(place, []).append(register)
        final, free, used = [-1] * self.n_registers, list[int](), 0
        for place, op in enumerate(self.ops):
            for register in self._touches(op)[1]:
                if free:
                    final[register] = free.pop()
                else:
                    final[register], used = used, used + 1
            free.extend(final[register] for register in ending.get(place, ()))
        return final, used

    def finish(self) -> Program:
        """Lay the program out as arrays."""
        final, n_registers = self.number_registers()
        groups = [self._lay_out(group, final) for inside in self.walk_groups for group in inside]
        sequences = [
            (*row[:3], *(final[bound] if bound >= 0 else -1 for bound in row[3:5]), *row[5:])
            for row in self.sequences
        ]
        rows = {
            "op": [self._renumber(op, final) for op in self.ops],
            "column": self.columns,
            "set": self.sets,
            "history": self.histories,
            "test": self.tests,
            "walk": self.walks,
            "group": groups,
            "sequence": sequences,
            "step": self.steps,
        }
        arrays = {name: np.array(found, TYPES[name]) for name, found in rows.items()}
        struct = self.library.ffi.new("ss_program *")
        for name, array in arrays.items():
            plural = {"history": "histories"}.get(name, f"{name}s")
            setattr(struct, plural, self.library.pointer(f"ss_{name} *", array))
        numbers = np.array(self.numbers or [0], np.int64)
        masks = np.concatenate(self.masks) if self.masks else np.zeros(1, np.uint64)
        raw = np.frombuffer(bytes(self.bytes_) or b"\0", np.uint8)
        inputs = np.array([words.ctypes.data for words in self.inputs] or [0], np.uint64)
        struct.numbers = self.library.pointer("int64_t *", numbers)
        struct.masks = self.library.pointer("uint64_t *", masks)
        struct.bytes = self.library.pointer("uint8_t *", raw)
        struct.inputs = self.library.pointer("uint64_t *const *", inputs)
        if self.zone:
            struct.zone_from, struct.zone_offset = (
                self.library.pointer("int64_t *", array) for array in self.zone
            )
            struct.n_zone = len(self.zone[0])
        struct.n_ops, struct.n_registers, struct.n_words = len(self.ops), n_registers, self.n_words
        struct.n_word_outputs, struct.n_lists = self.n_word_outputs, self.n_lists
        kept = (*arrays.values(), numbers, masks, raw, inputs, self.inputs, self.zone, self.kept)
        return Program(self.library, struct, kept)

    def _lay_out(self, group: Group, final: list[int]) -> tuple[int, ...]:
        parts = [final[part] for part in group.parts]
        kind = getattr(self.library.lib, f"SS_{group.kind}")
        slots = self.add_numbers([parts[slot] for slot in group.slots])
        low, high = (final[bound] if bound >= 0 else -1 for bound in (group.low, group.high))
        return kind, group.column, self.add_numbers(parts), len(parts), slots, low, high, group.list_index

    def _renumber(self, op: Op, final: list[int]) -> tuple[int, ...]:
        name, dst, a, b, *rest = op
        reads_a = _READS_A.get(name, True)
        return (
            getattr(self.library.lib, f"SS_{name}"),
            final[dst] if name in _WRITES else dst,
            final[a] if reads_a else a,
            final[b] if name in _READS_B else b,
            *rest,
        )
