"""The analyses of a mall worked out on a derived report: which cells go in, and what comes out as a table, a chart and sentences.

The arithmetic is in `reportgen.analysis`. An analysis gives a table with a spec like those of the malls, so that it is set,
named in value fields and formatted by the same code as they are. Nothing of it is stored: it is worked out where it is asked for.
"""

from reportgen.derive.analysed.result import Analysed, Plot
from reportgen.derive.analysed.work_out import analysed

__all__ = ["Analysed", "Plot", "analysed"]
