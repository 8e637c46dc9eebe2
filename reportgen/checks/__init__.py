"""Holds a workbook against its mall: one function per rule, every fault at once, all of them findings.

Here belongs what can be said of a report that has been read and worked out. What is wrong with the file itself
(sheets, columns, cells that cannot be understood) is found where it is read, in `workbook`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from reportgen.checks.across import check_agreements
from reportgen.checks.causes import without_consequences
from reportgen.checks.comments import check_demanded_comments
from reportgen.checks.context import Context
from reportgen.checks.control_totals import check_control_totals
from reportgen.checks.copies import check_repeated_month, check_twin_series
from reportgen.checks.dates import (
    check_comment_dates,
    check_date_order,
    check_fact_dates,
    check_far_dates,
    check_passed_dates,
)
from reportgen.checks.earlier import check_archive
from reportgen.checks.goals import check_contradicted_judgements, check_missing_judgements
from reportgen.checks.history import check_outliers
from reportgen.checks.imported import check_imported_figures, check_loose_amounts, check_unbalanced_vouchers
from reportgen.checks.judgements import check_judgements
from reportgen.checks.kolada import check_kolada
from reportgen.checks.laws import check_law_numbers
from reportgen.checks.missing import check_coming_months, check_empty_cells, check_empty_tables, check_required_cells
from reportgen.checks.narrative.check import check_claims
from reportgen.checks.percentages import check_percentage_bases
from reportgen.checks.periods import check_heading_periods, check_label_periods, check_text_periods
from reportgen.checks.persons import (
    check_hidden_in_sums,
    check_recomputable_counts,
    check_small_counts,
    check_small_counts_in_texts,
)
from reportgen.checks.plausibility import check_plausible_forecasts
from reportgen.checks.printed_twice import check_printed_twice
from reportgen.checks.references import check_attachments, check_footnote_marks, check_footnotes
from reportgen.checks.repeated import (
    check_copied_comments,
    check_copied_paragraphs,
    check_double_words,
    check_repeated_sentences,
    check_sentences_said_again,
    check_texts_of_the_past,
)
from reportgen.checks.shifts import check_shifted_series, check_years_among_figures
from reportgen.checks.sizes import check_column_units, check_parts_of_year, check_sizes
from reportgen.checks.start import check_facts, check_period, check_version
from reportgen.checks.steady import check_negative_counts, check_row_signs, check_steady_signs
from reportgen.checks.sums import check_of_which, check_of_which_signs, check_sums
from reportgen.checks.texts import check_required_texts, check_unfilled_fields, check_unknown_fields
from reportgen.checks.typed_over import check_blank_cells, check_divisors, check_replaced_formulas, check_typed_over
from reportgen.checks.unfinished import check_full_stops, check_guidance, check_placeholders, check_unfinished
from reportgen.checks.values import check_limits, check_signs, check_whole_numbers
from reportgen.checks.wording import check_bare_amounts, check_forms_of_units, check_minus_twice
from reportgen.model.finding import Finding

__all__ = ["CHECKS", "Context", "run_checks"]

CHECKS: Final[tuple[Callable[[Context], Iterator[Finding]], ...]] = (
    check_version,
    check_period,
    check_facts,
    check_required_texts,
    check_unknown_fields,
    check_unfilled_fields,
    check_placeholders,
    check_guidance,
    check_unfinished,
    check_full_stops,
    check_double_words,
    check_repeated_sentences,
    check_sentences_said_again,
    check_copied_comments,
    check_copied_paragraphs,
    check_texts_of_the_past,
    check_attachments,
    check_footnotes,
    check_footnote_marks,
    check_law_numbers,
    check_minus_twice,
    check_bare_amounts,
    check_forms_of_units,
    check_empty_tables,
    check_required_cells,
    check_empty_cells,
    check_coming_months,
    check_demanded_comments,
    check_whole_numbers,
    check_limits,
    check_signs,
    check_typed_over,
    check_replaced_formulas,
    check_blank_cells,
    check_divisors,
    check_sums,
    check_control_totals,
    check_of_which,
    check_of_which_signs,
    check_agreements,
    check_percentage_bases,
    check_imported_figures,
    check_loose_amounts,
    check_unbalanced_vouchers,
    check_printed_twice,
    check_sizes,
    check_column_units,
    check_steady_signs,
    check_negative_counts,
    check_row_signs,
    check_parts_of_year,
    check_plausible_forecasts,
    check_years_among_figures,
    check_shifted_series,
    check_outliers,
    check_twin_series,
    check_repeated_month,
    check_archive,
    check_kolada,
    check_fact_dates,
    check_passed_dates,
    check_date_order,
    check_comment_dates,
    check_far_dates,
    check_heading_periods,
    check_label_periods,
    check_text_periods,
    check_judgements,
    check_missing_judgements,
    check_contradicted_judgements,
    check_claims,
    check_small_counts,
    check_hidden_in_sums,
    check_recomputable_counts,
    check_small_counts_in_texts,
)


def run_checks(context: Context) -> list[Finding]:
    """What every rule finds, in the order of the rules; what follows from another finding is left out."""
    return without_consequences([finding for check in CHECKS for finding in check(context)])
