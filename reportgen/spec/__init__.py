"""The spec language: a mall as typed data (`schema`), read from its folder (`load`). No rules are run here, no workbook is seen."""
