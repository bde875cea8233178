"""The paper: PDFs made, sealed and verified.

Values in, bytes out. A template opens nothing and asks nothing; sealing is a second step on
bytes. reportlab and pyHanko live here and nowhere else.
"""
