-- Which things have rivals, so that no list folds every story; what became of work set aside.

CREATE TABLE rival (
    kind TEXT NOT NULL,
    thing TEXT NOT NULL,
    scope TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    CONSTRAINT pk_rival PRIMARY KEY (kind, thing)
);

CREATE INDEX ix_rival_scope ON rival (scope);

CREATE TABLE settled (
    op_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    replay TEXT,
    motif TEXT NOT NULL,
    regle_le TEXT NOT NULL,
    CONSTRAINT pk_settled PRIMARY KEY (op_id)
);

CREATE INDEX ix_settled_scope ON settled (scope);

-- More than there are: two heads may say the same. Whoever reads the index looks at the values.
INSERT INTO rival (kind, thing, scope, open)
SELECT kind, thing, min(scope), 1
FROM (
    SELECT op.kind, op.thing, op.scope, op.op_id, field.key AS name
    FROM op, json_each(op.fields) AS field
    WHERE op.fate IS NULL
    UNION ALL
    SELECT op.kind, op.thing, op.scope, op.op_id, '*'
    FROM op
    WHERE op.fate IS NULL
        AND EXISTS (
            SELECT 1 FROM op AS gone
            WHERE gone.kind = op.kind AND gone.thing = op.thing
                AND gone.fate IS NULL AND gone.verb = 'delete'
        )
) AS head
WHERE NOT EXISTS (
    SELECT 1 FROM op AS later, json_each(later.seen, '$."' || head.name || '"') AS shown
    WHERE later.kind = head.kind AND later.thing = head.thing
        AND later.fate IS NULL AND shown.value = head.op_id
)
GROUP BY kind, thing
HAVING count(*) > count(DISTINCT name);
