-- NI-13, emergency bed day rate: the days of the journeys that NI-12 counts, each in its month.
--
-- The day of admission counts and the day of discharge doesn't.
CREATE OR REPLACE TEMP VIEW journey_days AS
SELECT
    area,
    admission_date AS first_day,
    CASE
        WHEN discharge_date = admission_date THEN admission_date + 1  -- rule: a same-day journey is one day | without: WHEN false THEN admission_date
        ELSE discharged_or_still_in(discharge_date)
    END AS day_after
FROM journeys;

INSERT INTO counts BY NAME
SELECT 'NI-13' AS indicator, month, area, days AS numerator, stays AS cases
FROM days_by_month('journey_days');
