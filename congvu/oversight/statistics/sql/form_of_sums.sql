-- The figures of form 06a by unit and field, as sums; the same numbers as judged.sql with
-- form_of_phases.sql give. /*due*/ is lawful, promised or current; :anchor is the last day, up to
-- :first_day, for which it is kept what stood when it began.
-- Each row is weighed three times: in_window (what changed from :first_day to :until), before (what
-- stood when :first_day began) and at_end (what stands at the end of :until).
WITH mine AS (
    -- Lineages count for the unit that was competent on :until as known on :as_of.
    SELECT step.lineage_id, step.unit_id
    FROM statistics_lineagestep AS step
    WHERE step.from_day <= :until AND step.recorded_day <= :as_of
        /*units*/
        AND NOT EXISTS (
            SELECT 1 FROM statistics_lineagestep AS later
            WHERE later.lineage_id = step.lineage_id AND later.place > step.place
                AND later.from_day <= :until AND later.recorded_day <= :as_of
        )
), slot (in_window, before, tier, starts_day) AS (
    VALUES /*slots*/
), added AS (
    SELECT
        mine.unit_id, sums.field_id, slot.in_window, slot.before, 1 AS at_end,
        pending, paused, overdue_/*due*/ AS overdue,
        online, direct, postal, closed, early_/*due*/ AS early, on_time_/*due*/ AS on_time,
        late_/*due*/ AS late, closed_late_/*due*/ AS closed_late, closed_near_/*due*/ AS closed_near
    FROM slot CROSS JOIN mine CROSS JOIN statistics_tally AS sums
    WHERE sums.tier = slot.tier AND sums.starts_day = slot.starts_day
        AND sums.lineage_id = mine.lineage_id
    UNION ALL
    -- what stood when the anchor day began and has ended since
    SELECT
        mine.unit_id, sums.field_id, 0, 1, 1,
        pending, paused, overdue_/*due*/,
        0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM mine CROSS JOIN statistics_level AS sums
    WHERE sums.anchor_day = :anchor AND sums.lineage_id = mine.lineage_id
    UNION ALL
    -- what began and has not ended
    SELECT
        mine.unit_id, sums.field_id, 0, CASE WHEN sums.day < :first_day THEN 1 ELSE 0 END, 1,
        pending, paused, overdue_/*due*/,
        0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM mine CROSS JOIN statistics_opentally AS sums
    WHERE sums.lineage_id = mine.lineage_id AND sums.day <= :until
    UNION ALL
    -- what happened before an edge of the window and was learnt after it
    SELECT
        mine.unit_id, sums.field_id,
        CASE WHEN sums.day < :first_day AND sums.recorded_day >= :first_day THEN -1 ELSE 0 END
        + CASE WHEN sums.day <= :until AND sums.recorded_day > :until THEN 1 ELSE 0 END,
        CASE WHEN sums.day < :first_day AND sums.recorded_day >= :first_day THEN 1 ELSE 0 END,
        CASE WHEN sums.day <= :until AND sums.recorded_day > :until THEN 1 ELSE 0 END,
        pending, paused, overdue_/*due*/,
        online, direct, postal, closed, early_/*due*/, on_time_/*due*/,
        late_/*due*/, closed_late_/*due*/, closed_near_/*due*/
    FROM mine CROSS JOIN statistics_latetally AS sums
    WHERE sums.lineage_id = mine.lineage_id
        AND sums.recorded_day >= :first_day AND sums.recorded_day <= :as_of
        AND (
            (sums.day < :first_day AND sums.recorded_day >= :first_day)
            OR (sums.day <= :until AND sums.recorded_day > :until)
        )
), summed AS (
    SELECT
        unit_id,
        field_id,
        SUM(in_window * online) AS received_online,
        SUM(in_window * direct) AS received_direct,
        SUM(in_window * postal) AS received_postal,
        SUM(before * pending) AS carried_over,
        SUM(in_window * early) AS resolved_early,
        SUM(in_window * on_time) AS resolved_on_time,
        SUM(in_window * late) AS resolved_late,
        SUM(in_window * closed) AS closed_without_result,
        SUM(at_end * paused) AS paused,
        SUM(at_end * (pending - paused - overdue)) AS running_in_time,
        SUM(at_end * overdue) AS running_overdue,
        SUM(in_window * closed_late) AS closed_late,
        SUM(in_window * closed_near) AS closed_near
    FROM added
    GROUP BY unit_id, field_id
)
SELECT
    unit_id,
    field_id,
    received_online,
    received_direct,
    received_postal,
    carried_over,
    resolved_early,
    resolved_on_time,
    resolved_late,
    closed_without_result,
    paused,
    running_in_time,
    running_overdue,
    closed_without_result AS closed,
    closed_late,
    closed_near
FROM summed
WHERE received_online <> 0 OR received_direct <> 0 OR received_postal <> 0 OR carried_over <> 0
