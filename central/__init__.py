"""The central store, told in ten lines.

`app` opens the door: a bounded body, a known device, an answer or a Problem.
`enrolment` lets a device in with a one-time code; `auth` knows it at each request by its token.
`accept` is the only writing path of what is pushed: each operation gets a number or is set aside.
`ledger` numbers operations, one counter row per PLIE locked first; `rows` keeps what they give.
`scope` says which dossiers a person may see; `feed` serves them, page by page, without the fields
that `plie.droits` withholds. `blobs` keeps the PDFs; `authority` signs devices' certificates.
`gestion` is what the gestionnaire does from the command line (`__main__`).
Everything is keyed by `plie`.
"""
