"""What Kolada says: answers of its API and lists downloaded from kolada.se → single observations, and which of them go where.

Pure: the files are read and the questions put in `importing`. What is read but not used is always told, with the reason.

The shapes are those of the API's published description (v2, github.com/Hypergene/kolada) and of programs that read v3: both have
`values` with an object for each key figure, municipality and year, and in it `values` again for T, K and M; the next page is
`next_page` in v2 and `next_url` in v3, the members of a group have `id` and `title` in v2, `member_id` and `member_title` in v3.
How kolada.se lays out its lists is not published; they are read by their headings.
"""
