"""Writers: the tree of blocks as HTML, PDF and Word. They set what they are given and decide nothing about content."""
