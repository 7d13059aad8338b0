-- The dossiers behind one figure, a page at a time (after sql/judged.sql).
SELECT dossier_id, unit_id, field_id, accepted_day, finished_day, due, origin, standing,
    closed, late, near
FROM judged
WHERE standing IS NOT NULL
    AND dossier_id > :after
    /*cell*/
ORDER BY dossier_id
LIMIT :limit
