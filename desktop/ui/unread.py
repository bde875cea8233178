"""`Unread`: what is typed and makes no sense is not left without a word. No refusal: whoever insists leaves."""

from desktop.ui.binding import Form
from desktop.ui.desk import Desk


class Unread:
    """Keeps the person in a form that saves by itself once for each thing that cannot be read, hence is kept nowhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: dict[str, object] = {}

    def may_go(self, form: Form) -> bool:
        """Whether nothing would be lost unknown; if not, say where, and go there.

        A form that is closed already, its thing finalised or removed, holds nothing back.
        """
        unread = form.unreadable() if form.isEnabled() else ()
        typed = form.typed()
        lost = {name: typed[name] for name in unread}
        if not lost or lost == self._told:
            return True
        self._told = lost
        form.can_be_read()
        words = "\u00a0», «\u00a0".join(str(one) for one in lost.values())
        several = len(lost) > 1
        self._desk.speak.banner.warn(
            f"«\u00a0{words}\u00a0» ne se {'lisent' if several else 'lit'} pas, et {'ne sont pas gardés' if several else 'n’est pas gardé'}. "
            f"Corrigez, ou quittez de nouveau\u00a0: {'ces champs resteront comme ils étaient' if several else 'ce champ restera comme il était'}."
        )
        return False
