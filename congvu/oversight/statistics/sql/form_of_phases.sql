-- The figures of a form by unit and field, counted over the phases (after sql/judged.sql).
SELECT
    unit_id,
    field_id,
    SUM(CASE WHEN origin = 'received_online' THEN 1 ELSE 0 END) AS received_online,
    SUM(CASE WHEN origin = 'received_direct' THEN 1 ELSE 0 END) AS received_direct,
    SUM(CASE WHEN origin = 'received_postal' THEN 1 ELSE 0 END) AS received_postal,
    SUM(CASE WHEN origin = 'carried_over' THEN 1 ELSE 0 END) AS carried_over,
    SUM(CASE WHEN standing = 'resolved_early' THEN 1 ELSE 0 END) AS resolved_early,
    SUM(CASE WHEN standing = 'resolved_on_time' THEN 1 ELSE 0 END) AS resolved_on_time,
    SUM(CASE WHEN standing = 'resolved_late' THEN 1 ELSE 0 END) AS resolved_late,
    SUM(CASE WHEN standing = 'closed_without_result' THEN 1 ELSE 0 END) AS closed_without_result,
    SUM(CASE WHEN standing = 'paused' THEN 1 ELSE 0 END) AS paused,
    SUM(CASE WHEN standing = 'running_in_time' THEN 1 ELSE 0 END) AS running_in_time,
    SUM(CASE WHEN standing = 'running_overdue' THEN 1 ELSE 0 END) AS running_overdue,
    SUM(closed) AS closed,
    SUM(closed * late) AS closed_late,
    SUM(closed * near) AS closed_near
FROM judged
WHERE standing IS NOT NULL
GROUP BY unit_id, field_id
