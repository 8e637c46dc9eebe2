"""From a derived report to the document as a tree of typed blocks, the single source of PDF, Word and HTML."""
