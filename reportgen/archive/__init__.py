"""Closed periods: one file each that is never changed, and an index beside them that can be made anew from the files.

`naming` says what the files are called, `content` and `package` what is in them, `folder` finds, reads and adds them,
`index` is the SQLite index, `verify` tells whether everything is as it was. docs/arkiv.md describes the files for whoever
reads them without reportgen. Nothing here knows of malls, workbooks or documents but as bytes with a hash.
"""
