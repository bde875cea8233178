"""Appareils: the devices of everyone, by person, where each stands; one is withdrawn with its reason.

Names: `appareils_filtre`, `appareils_table`, `appareils_perdu`, `appareils_rendu`, `appareils_lire`.
"""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.parc import PERDU, Parc
from desktop.ui.screen import Screen
from desktop.ui.tables import Column, TableModel
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import Table
from desktop.ui.widgets.plain import button, label, line
from desktop.usecases.appareils import EtatAppareil, LigneAppareil, Motif
from plie.phrases import counted

_RENDU = (
    "Le magasin central le refuse dès sa prochaine demande\u00a0: il se verrouille, et ne peut plus "
    "qu’exporter, chiffré, ce qui n’était pas parti. Sa clé n’ayant pas quitté des mains sûres, ce "
    "qu’il a scellé avant reste valable. Cela ne se reprend pas\u00a0: pour servir encore, il lui "
    "faudra une nouvelle invitation."
)
_INVITE = (
    "Pour inviter quelqu’un, ou un nouvel appareil\u00a0: la commande «\u00a0permanence-central "
    "inviter\u00a0», sur la machine du magasin central."
)
_DOUBLE = "double"
_ICONS = {
    EtatAppareil.EN_ATTENTE: ("en_attente", "muted"),
    EtatAppareil.VALIDE: ("fait", "muted"),
    EtatAppareil.EXPIRE_BIENTOT: ("avertissement", "avertissement"),
    EtatAppareil.EXPIRE: ("serieuse", "serieuse"),
    EtatAppareil.RETIRE: ("verrou", "muted"),
}


def _icon(one: LigneAppareil) -> tuple[str, str]:
    return ("critique", "critique") if one.double else _ICONS[one.etat]


_COLUMNS = (
    Column[LigneAppareil]("Personne", text=lambda x: x.titulaire),
    Column[LigneAppareil]("Rôle", text=lambda x: x.role),
    Column[LigneAppareil](
        "Appareil",
        text=lambda x: f"{x.nom} · cet appareil" if x.ici else x.nom or "—",
        tooltip=lambda x: f"Relié le {x.depuis}" if x.depuis else "Invitation",
    ),
    Column[LigneAppareil]("État", text=lambda x: x.mots, icon=_icon, tooltip=lambda x: x.mots),
    Column[LigneAppareil]("Vu", text=lambda x: x.vu or "—"),
    Column[LigneAppareil]("Valable jusqu’au", text=lambda x: x.jusqu_au or "—"),
)


class Appareils(Screen):
    """A table, asked of the store each time one arrives; below it what is done of the row chosen."""

    def __init__(self, desk: Desk, parc: Parc, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("appareils")
        self._parc = parc
        self._all: tuple[LigneAppareil, ...] = ()
        self._rows = TableModel(_COLUMNS, identity=lambda one: (one.id, one.titulaire, one.mots))
        self._table = Table("appareils_table", self._rows)
        self._table.setAccessibleName("Appareils, par personne")
        self._states = States(self._table, "appareils_etats")
        self._filter = _filter()
        self._count = line(role="muted", name="appareils_compte")
        self._read_again = button("Relire la liste", role="quiet", name="appareils_lire")
        self._lost = button("Déclarer perdu…", name="appareils_perdu")
        self._back = button("Marquer rendu…", name="appareils_rendu")
        self._lay_out()
        self._filter.currentIndexChanged.connect(self._show_rows)
        self._table.selectionModel().selectionChanged.connect(self._judge)
        self._read_again.clicked.connect(self._read)
        self._lost.clicked.connect(partial(self._ask, Motif.PERDU))
        self._back.clicked.connect(partial(self._ask, Motif.RENDU))
        self._judge()

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    def _read(self) -> None:
        if not self._all:
            self._states.show_loading()
        self.desk.jobs.run(
            self, lambda _tell, _stopped: self._parc.ask(), self._show, failed=self._not_read
        )

    def _not_read(self, error: Exception) -> None:
        """Without the store there is no list: an old one would tell of devices what is no more."""
        phrase = getattr(error, "phrase", "")
        if not phrase:
            self.desk.speak.refuse(error)
            return
        self._all = ()
        self._rows.set_rows(())
        self._judge()
        self._count.setText("")
        self._states.show_error(
            f"La liste des appareils est tenue par le magasin central\u00a0: il faut le joindre pour "
            f"la voir, et pour en retirer un. {phrase}",
            self._read,
        )

    def _show(self, lines: tuple[LigneAppareil, ...]) -> None:
        dire = self.desk.referentiel.dire
        self._all = tuple(replace(one, role=dire(one.role)) for one in lines)
        self._show_rows()
        self._table.resizeColumnsToContents()

    def _show_rows(self) -> None:
        wanted = self._filter.currentData()
        shown = [
            one
            for one in self._all
            if not wanted or one.etat == wanted or (wanted == _DOUBLE and one.double)
        ]
        self._rows.set_rows(shown)
        self._count.setText(counted(len(shown), "ligne", "lignes"))
        if shown:
            self._states.show_content()
        else:
            self._states.show_empty("Aucun appareil ici.", next_step=_INVITE, picture="reglages")
        self._judge()

    def _chosen(self) -> LigneAppareil | None:
        found = self._table.selectionModel().selectedRows()
        return self._rows.row_at(found[0]) if found else None

    def _judge(self) -> None:
        chosen = self._chosen()
        for press in (self._lost, self._back):
            press.setEnabled(chosen is not None and chosen.retirable)

    def _ask(self, motif: Motif) -> None:
        chosen = self._chosen()
        if chosen is None or not chosen.retirable:
            return
        lost = motif is Motif.PERDU
        self.desk.speak.ask(
            f"Retirer «\u00a0{chosen.nom}\u00a0» à {chosen.titulaire}\u202f?",
            yes="Le déclarer perdu" if lost else "Le marquer rendu",
            detail=PERDU if lost else _RENDU,
            then=lambda: self._withdraw(chosen, motif),
        )

    def _withdraw(self, one: LigneAppareil, motif: Motif) -> None:
        def done(lines: tuple[LigneAppareil, ...]) -> None:
            self._show(lines)
            self.desk.speak.say(
                f"«\u00a0{one.nom}\u00a0» est retiré\u00a0: {motif.label.lower()}. Il sera refusé à sa "
                "prochaine demande."
            )

        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: self._parc.withdraw(one.id, motif),
            done,
            failed=self.desk.speak.refuse,
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label("Appareils", role="title"), 1)
        top.addWidget(self._count)
        top.addWidget(line("État", role="muted"))
        top.addWidget(self._filter)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self._lost)
        acts.addWidget(self._back)
        acts.addStretch(1)
        acts.addWidget(self._read_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._states, 1)
        column.addLayout(acts)
        column.addWidget(label(_INVITE, role="muted"))


def _filter() -> QComboBox:
    made = DropDown()
    made.setObjectName("appareils_filtre")
    made.setAccessibleName("Appareils montrés, selon leur état")
    made.addItem("Tous", "")
    for etat in EtatAppareil:
        made.addItem(etat.label, etat)
    made.addItem("Coffre en double", _DOUBLE)
    return made
