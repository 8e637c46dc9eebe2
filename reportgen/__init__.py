"""reportgen: from a filled Excel workbook to the nämnd's report in PDF, Word and HTML.

The steps, in the words of the packages (everything between read and write is pure):

    templates/<mall>  --spec.load-->  Template
                                         |
    underlag.xlsx  --workbook.read-->  Grid  --workbook.parse-->  Report, findings
                                                  |-- derive  --> Report with every sum and derived cell
                                                  |-- checks  --> findings
                                                  |-- document.compose --> Document, a tree of typed blocks
                                                                             |-- render.html --> .html
                                                                             |-- render.pdf  --> .pdf
                                                                             |-- render.word --> .docx

`archive` keeps closed periods; `archiving.py` closes and opens them, `comparing.py` holds two reports against each other.
`explain` leads a figure of a report worked out back to its cells; `explaining` asks the workbook, the archive and the exports.

`pipeline/` says the same in code. A package may import only what stands left of it here:
model, spec, derive, exchange, workbook and checks and compare, document, render, pipeline, cli.
"""

__version__ = "0.1.0"
