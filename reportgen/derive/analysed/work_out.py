"""An analysis of a mall by its kind."""

from __future__ import annotations

from reportgen.derive.analysed.accuracy import accurate
from reportgen.derive.analysed.bridge import bridged
from reportgen.derive.analysed.deviations import deviating
from reportgen.derive.analysed.plausibility import plausible
from reportgen.derive.analysed.price_volume import split_by_cause
from reportgen.derive.analysed.result import Analysed
from reportgen.model.report import Report
from reportgen.spec.analysis import AnalysisSpec
from reportgen.spec.schema import TemplateSpec


def analysed(spec: AnalysisSpec, report: Report, template: TemplateSpec) -> Analysed:
    """The analysis worked out on a derived report; the mall is without faults."""
    if spec.price_volume is not None:
        return split_by_cause(spec, spec.price_volume, report, template)
    if spec.bridge is not None:
        return bridged(spec, spec.bridge, report, template)
    if spec.plausibility is not None:
        return plausible(spec, spec.plausibility, report, template)
    if spec.accuracy is not None:
        return accurate(spec, spec.accuracy, report, template)
    if spec.deviations is not None:
        return deviating(spec, spec.deviations, report, template)
    raise AssertionError(spec.key)  # the mall says none of its kinds, which is refused when it is loaded
