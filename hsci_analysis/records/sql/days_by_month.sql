-- Days in hospital, each in the month it falls in.
--
-- spells: area, first_day, and the day after the last that counts.
CREATE OR REPLACE MACRO days_by_month(spells) AS TABLE
WITH asked_for AS (
    SELECT
        area,
        greatest(first_day, first_day()) AS first_day,
        least(day_after, day_after()) AS day_after
    FROM query_table(spells)
    WHERE day_after IS NOT NULL
),
by_month AS (
    SELECT
        *,
        unnest(generate_series(month_of(first_day), day_after - 1, INTERVAL 1 MONTH))::DATE AS month,  -- rule: days are split by month | without: month_of(first_day) AS month,
    FROM asked_for
    WHERE first_day < day_after
)
SELECT
    month,
    area,
    sum(least(day_after, (month + INTERVAL 1 MONTH)::DATE) - greatest(first_day, month)) AS days,
    count(*) AS stays
FROM by_month
GROUP BY month, area;
