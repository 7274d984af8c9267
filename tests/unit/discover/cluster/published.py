"""Published data sets small enough to stand here, as matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from satsuma.discover.cluster.matrix import Matrix, binary_items

# Goodman's, Agresti's and Dayton's data as distributed with the R package poLCA: pattern of answers (1, 2) to how often.
VALUES = """1111:20 1112:2 1121:9 1122:2 1211:6 1212:1 1221:4 1222:1 2111:38 2112:7 2121:24 2122:6 2211:25 2212:6 2221:23
2222:42"""
CARCINOMA = """1111111:34 1111211:2 1211111:6 1211112:1 1211211:4 1211212:5 2111111:2 2121212:1 2211111:2 2211112:1
2211211:2 2211212:7 2211222:1 2212112:1 2212212:2 2212222:3 2221212:13 2221222:5 2222212:10 2222222:16"""
CHEATING = """1111:207 1112:46 1121:7 1122:5 1211:13 1212:4 1221:1 1222:2 2111:10 2112:3 2121:1 2122:2 2211:11 2212:4 2221:1
2222:2"""

RUSPINI = """4 53 5 63 10 59 9 77 13 49 13 69 12 88 15 75 18 61 19 65 22 74 27 72 28 76 24 58 27 55 28 60 30 52 31 60 32
61 36 72 28 147 32 149 35 153 33 154 38 151 41 150 38 145 38 143 32 143 34 141 44 156 44 149 44 143 46 142
47 149 49 152 50 142 53 144 52 152 55 155 54 124 60 136 63 139 86 132 85 115 85 96 78 94 74 96 97 122 98 116
98 124 99 119 99 128 101 115 108 111 110 111 108 116 111 126 115 117 117 115 70 4 77 12 83 21 61 15 69 15 78
16 66 18 58 13 64 20 69 21 66 23 61 25 76 27 72 31 64 30"""

# R's cluster::flower: winter, shadow, tubers, colour, soil (ordered), preference (ordered), height, distance.
FLOWER = """0 1 1 4 3 15 25 15, 1 0 0 2 1 3 150 50, 0 1 0 3 3 1 150 50, 0 0 1 4 2 16 125 50, 0 1 0 5 2 2 20 15,
0 1 0 4 3 12 50 40, 0 0 0 4 3 13 40 20, 0 0 1 2 2 7 100 15, 1 1 0 3 1 4 25 15, 1 1 0 5 2 14 100 60, 1 1 1 5 3 8 45 10,
1 1 1 1 2 9 90 25, 1 1 0 1 2 6 20 10, 1 1 1 4 2 11 80 30, 1 0 0 3 2 10 40 20, 1 0 0 4 2 18 200 60, 1 0 0 2 2 17 150 60,
0 0 1 2 1 5 25 10"""
FLOWER_ORDERED = (False, False, False, False, True, True)


def read_patterns(text: str) -> tuple[Matrix, NDArray[np.int32]]:
    """Yes-no items and how often each pattern was answered."""
    pairs = [pair.split(":") for pair in text.split()]
    items = np.array([[int(answer) - 1 for answer in pattern] for pattern, _ in pairs])
    return binary_items(items), np.array([int(count) for _, count in pairs], np.int32)


def read_ruspini() -> NDArray[np.float64]:
    """(75, 2)"""
    return np.array(RUSPINI.split(), np.float64).reshape(-1, 2)


def read_flower() -> Matrix:
    """18 plants: two numbers, then six choices."""
    rows = np.array([[int(field) for field in row.split()] for row in FLOWER.split(",")])
    return Matrix(
        rows[:, 6:].astype(float), rows[:, :6].astype(np.int16), (2, 2, 2, 6, 4, 19), FLOWER_ORDERED
    )
