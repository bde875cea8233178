"""What can prevent pages from being shown.

Empechement
├── UnreadablePages   the file is no PDF, or reading it failed, hung or was cut short
├── UnreadableScan    a file from outside is no scan that can be read here
├── UnreadableTable   a file from outside is no table that can be read here
└── ReadingStopped    the person wants it no more
"""

from plie.empechement import Empechement


class UnreadablePages(Empechement):
    """These pages cannot be shown."""


class UnreadableScan(Empechement):
    """This file cannot be taken for a scan."""


class UnreadableTable(Empechement):
    """This file cannot be taken for a table."""


class ReadingStopped(Empechement):
    """Nobody waits for this file any more."""
