"""What comes in, followed from step to step: changes are counted while they come, then files."""

from desktop.app.reception import Files
from desktop.usecases.synchronisation import Phase, Step


def test_what_others_wrote_is_counted_while_it_comes_and_files_after_it() -> None:
    files = Files()

    said = []
    for step in (
        Step(Phase.CONTACT),
        Step(Phase.RECEPTION),
        Step(Phase.RECEPTION, 1_200),
        Step(Phase.CONTROLE),
        Step(Phase.RECEPTION_FICHIERS, 3, 20),
    ):
        files.heard(step)
        said.append(files.reception.phrase)

    assert said == [
        "",
        "",
        "Réception\u00a0: 1\u202f200\u00a0changements arrivés",
        "",
        "Réception des documents 4 sur 20",
    ]
