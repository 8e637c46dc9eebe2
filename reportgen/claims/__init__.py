"""What running text claims in figures: amounts, percentages and counts with what is said of them, sentence by sentence.

Here belongs the reading of Swedish prose, pure and without any knowledge of reports, tables or malls: text in, claims out.
What a claim speaks of, and whether it is true, is for `checks.narrative`.
"""
