"""The rules of a PLIE: standard library only, no input or output, no clock, no screen.

`kinds` are the flat facts a dossier is made of (domain.md §12); `vocabulaire` their codes and
French labels. `referentiel` is what differs from one PLIE to another, read from data. `entretien`
holds C9-3-6 (an entretien, its compte-rendu, signed by both, with date and duration), `signataire` who signs it, `horloge` in which order, `suite` what
it decides, `evenement` what is noted between two of them, `rendez_vous` what is still to be said of one, `nir` the number that is never held, `dossier` the derived state of a parcours (C7), `alertes` what is due (C7-2, C9-3-6), `sommeil` what of it is put off, `acte` who signed the acte d’engagement (C7-1), `droits` who may write and
read what (C9-1, C9-2). `refus` is how a rule says no, `empechement` how a machine does; `phrases`
says either in French. Every rule takes its date: nothing here knows what day it is.
"""
