"""The words on the line, shared by the adviser's machine and the central store.

An exchange, told in twenty lines:
1. hello: "here is my epoch, how far I have read, my last batch"; the store answers whether anything
   waits and what it last had from this copy of the vault. Nothing to say costs this one request.
2. push: pending operations in numbered parts of one batch; the store answers each operation's fate:
   its number, or the reason for which it was set aside. The same batch sent again gets the same
   answer. A push is never refused for what it contains.
3. blobs: PDFs by their sha256, from the offset that the store already holds.
4. pull: operations in scope, in the store's order, page by page; the vault writes a page and the
   cursor that comes with it in one transaction.
An operation (`op`) names the fields it writes and, for each, the operations its author's form had
shown (`seen`). `merge` makes of any set of operations, in any order, the same heads everywhere.
`codec` turns kinds into JSON values and back; `pack` compresses bodies and caps what it unpacks.

PROTOCOL is raised when an older side could misread a message: a changed meaning, a removed field.
A new kind, a new field or a new optional key does not raise it: both sides keep what they do not
know.
"""

PROTOCOL = 1
SCHEMA = 1
