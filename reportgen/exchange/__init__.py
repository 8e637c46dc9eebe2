"""What goes out to others and comes back: whose each row is, what each of them gets, and how answers are merged. Pure.

    Report, Responsibility  --split-->  Part of one chef
    Report, Answers         --merge-->  Report, conflicts, changes

Where an answer comes from (a workbook, a Word file) is not known here.
"""
