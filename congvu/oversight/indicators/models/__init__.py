"""Tables of indicators: versions of sets, periods, values and roll-ups."""

from congvu.oversight.indicators.models.periods import (
    FigureRequest,
    GroupWindow,
    ReportingPeriod,
)
from congvu.oversight.indicators.models.roll_ups import RollUp, RollUpChoice, RollUpSource
from congvu.oversight.indicators.models.sets import IndicatorSetVersion, SetDraft, SetOrigin
from congvu.oversight.indicators.models.values import Seal, Value

__all__ = [
    "FigureRequest",
    "GroupWindow",
    "IndicatorSetVersion",
    "ReportingPeriod",
    "RollUp",
    "RollUpChoice",
    "RollUpSource",
    "Seal",
    "SetDraft",
    "SetOrigin",
    "Value",
]
