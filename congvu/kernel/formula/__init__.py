"""Formulas of indicators and the checks on figures: decimal arithmetic, refused when unsafe."""

from congvu.kernel.formula.expressions import Formula, FormulaWrong, Missing, parse
from congvu.kernel.formula.order import Circular, calculation_order
from congvu.kernel.formula.rounding import Rounding, RoundingMode

__all__ = [
    "Circular",
    "Formula",
    "FormulaWrong",
    "Missing",
    "Rounding",
    "RoundingMode",
    "calculation_order",
    "parse",
]
