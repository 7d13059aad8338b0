"""Tables of indicators: versions of sets."""

from congvu.oversight.indicators.models.sets import IndicatorSetVersion

__all__ = ["IndicatorSetVersion"]
