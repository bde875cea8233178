-- What was set aside is asked for at each opening and exchange, among all the operations of a vault.
CREATE INDEX ix_op_aside ON op (seq) WHERE fate IS NOT NULL;
