"""Text that has been edited in Word, read back as the Markdown-light of the workbook.

    Word file  --read_word-->  Read: paragraphs, texts and tables in order
               --light-->      the text of each control, as it would be written in the workbook
               --bring_back--> an answer to be merged, and lines about all that is not a text of the workbook's

The file carries its own base: what stood in it when it was made (`base`), so that it is known what has been edited. Pure.
"""
