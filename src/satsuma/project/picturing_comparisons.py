"""Comparisons with their pictures, as pages show them."""

from __future__ import annotations

from satsuma.describe.compared import draw_after, draw_combinations, draw_differences, draw_trace
from satsuma.model.comparisons import (
    AfterPage,
    AfterResult,
    CombinationPage,
    CombinationResult,
    ComparePage,
    CompareResult,
    TracePage,
    TraceResult,
)


def picture_after(result: AfterResult) -> AfterPage:
    return AfterPage(result=result, charts=draw_after(result))


def picture_comparison(result: CompareResult) -> ComparePage:
    return ComparePage(result=result, charts=draw_differences(result))


def picture_trace(result: TraceResult) -> TracePage:
    return TracePage(result=result, charts=draw_trace(result))


def picture_combinations(result: CombinationResult) -> CombinationPage:
    return CombinationPage(result=result, charts=draw_combinations(result))
