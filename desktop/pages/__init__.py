"""Pages as pictures and as text, made apart.

pypdfium2 is not thread-safe and reads files from outside: it lives in one child process that
can be killed, and nowhere else.
"""
