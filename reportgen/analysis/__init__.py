"""What a controller works out beside the tables: figures in, figures and judgements out, one module for each analysis.

Here is arithmetic only, on exact decimals, with the method, its assumptions and its source in each module's docstring. Which
cells of a report go in is said by the mall; what comes out is set as tables, charts and proposed sentences elsewhere.
"""
