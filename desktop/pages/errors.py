"""What can prevent pages from being shown.

Empechement
└── UnreadablePages   the file is no PDF, or reading it failed, hung or was cut short
"""

from plie.empechement import Empechement


class UnreadablePages(Empechement):
    """These pages cannot be shown."""
