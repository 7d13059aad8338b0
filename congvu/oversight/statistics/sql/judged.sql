-- Every dossier of the question with the two cells in which it is counted: where it came from
-- (received online, received direct, received postal, carried over) and where it stands.
-- :definition 0 results, 1 decision 766, 2 due; :against 0 lawful, 1 promised, 2 current;
-- :settled_from is :first_day, or 0 where dossiers finished before the window may count.
WITH seen AS (
    SELECT
        dossier_id, unit_id, field_id, channel, accepted_day, kind, finished_day, asks, asked_day,
        CASE :against WHEN 0 THEN due_lawful WHEN 1 THEN due_promised ELSE due_current END AS due
    FROM statistics_phase
    WHERE known_from <= :as_of AND known_to > :as_of
        AND starts_day <= :until AND ends_day > :until
        AND finished_day >= :settled_from
        /*where*/
), standing AS (
    SELECT
        dossier_id, unit_id, field_id, accepted_day, kind, finished_day, due,
        CASE
            WHEN accepted_day < :first_day THEN 'carried_over'
            WHEN channel = 1 THEN 'received_online'
            WHEN channel = 2 THEN 'received_direct'
            ELSE 'received_postal'
        END AS origin,
        CASE
            -- kind 0 running, 1 paused, 2 resolved, 3 closed without a result
            WHEN :definition = 0 THEN CASE
                WHEN kind = 3 THEN 'closed_without_result'
                WHEN kind = 2 AND finished_day < due THEN 'resolved_early'
                WHEN kind = 2 AND finished_day = due THEN 'resolved_on_time'
                WHEN kind = 2 THEN 'resolved_late'
            END
            -- Finished, or due by the end; an open first request for a supplement is the end, more
            -- than one request is late; who never finished is taken to finish at the end.
            WHEN :definition = 1 THEN CASE
                WHEN kind >= 2 AND (asks > 1 OR finished_day > due) THEN 'resolved_late'
                WHEN kind = 3 THEN 'closed_without_result'
                WHEN kind = 2 AND finished_day < due THEN 'resolved_early'
                WHEN kind = 2 THEN 'resolved_on_time'
                WHEN asked_day >= :first_day AND asked_day < due THEN 'resolved_early'
                WHEN asked_day >= :first_day AND asked_day = due THEN 'resolved_on_time'
                WHEN asked_day >= :first_day THEN 'resolved_late'
                WHEN asked_day > 0 THEN NULL
                WHEN due < :until OR (due = :until AND asks > 1) THEN 'resolved_late'
                WHEN due = :until THEN 'resolved_on_time'
            END
            -- Due in the window; while the clock stands nothing is due.
            WHEN kind = 1 THEN NULL
            WHEN due >= :first_day AND due <= :until THEN CASE
                WHEN finished_day > due THEN 'resolved_late'
                WHEN kind = 3 THEN 'closed_without_result'
                WHEN finished_day < due THEN 'resolved_early'
                ELSE 'resolved_on_time'
            END
        END AS answered,
        CASE WHEN finished_day > due OR (:definition = 1 AND asks > 1) THEN 1 ELSE 0 END AS late
    FROM seen
), judged AS (
    SELECT
        dossier_id, unit_id, field_id, accepted_day, finished_day, due, origin, late,
        CASE
            WHEN answered IS NOT NULL THEN answered
            WHEN kind = 1 THEN 'paused'
            WHEN kind = 0 AND due < :until THEN 'running_overdue'
            WHEN kind = 0 THEN 'running_in_time'
        END AS standing,
        CASE WHEN kind = 3 AND answered IS NOT NULL THEN 1 ELSE 0 END AS closed,
        -- closed in the last two days before the due date
        CASE WHEN finished_day >= due - 2 AND finished_day < due THEN 1 ELSE 0 END AS near
    FROM standing
)
