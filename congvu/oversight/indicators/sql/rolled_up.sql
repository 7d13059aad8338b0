-- The figures of the units of one roll-up, added up by indicator: of each unit the value that is
-- chosen (entered before consolidated before computed) as it was known at the source's moment.
-- Wholes and ten-thousandths are added apart, as whole numbers: exact, in whatever order.
WITH known AS (
    SELECT
        indicators_value.code AS code,
        CASE WHEN source.role = 'before_merger' THEN 1 ELSE 0 END AS before_merger,
        indicators_value.amount AS amount,
        indicators_value.numerator AS numerator,
        indicators_value.denominator AS denominator,
        ROW_NUMBER() OVER (
            PARTITION BY source.id, indicators_value.code
            ORDER BY
                CASE indicators_value.origin
                    WHEN 'entered' THEN 1 WHEN 'consolidated' THEN 2 ELSE 3
                END,
                indicators_value.id DESC
        ) AS place
    FROM indicators_rollupsource AS source
    JOIN indicators_value
        ON indicators_value.unit_id = source.unit_id
        AND indicators_value.period_id = source.period_id
    WHERE source.roll_up_id = %s
        AND source.role IN ('reported', 'predecessor', 'before_merger', 'stand_in')
        AND indicators_value.origin IN ('entered', 'consolidated', 'computed')
        AND indicators_value.recorded_at <= source.known_at
        AND (
            indicators_value.superseded_at IS NULL
            OR indicators_value.superseded_at > source.known_at
        )
)
SELECT
    code,
    before_merger,
    COUNT(*),
    COUNT(COALESCE(amount, numerator)), -- 0/0 has no per cent and says something
    SUM(CAST(amount AS BIGINT)),
    SUM(CAST(ROUND((amount - CAST(amount AS BIGINT)) * 10000) AS BIGINT)),
    MAX(amount),
    COUNT(numerator),
    SUM(CAST(numerator AS BIGINT)),
    SUM(CAST(ROUND((numerator - CAST(numerator AS BIGINT)) * 10000) AS BIGINT)),
    SUM(CAST(denominator AS BIGINT)),
    SUM(CAST(ROUND((denominator - CAST(denominator AS BIGINT)) * 10000) AS BIGINT))
FROM known
WHERE place = 1
GROUP BY code, before_merger
ORDER BY code, before_merger
