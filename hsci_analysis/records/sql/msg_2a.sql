-- MSG-2a, unplanned bed days, acute: the days of the stays that began as an emergency, whenever they
-- end, each in its month. The area is that of the first record.
--
-- Here the day of discharge counts and the day of admission doesn't, the other way round from NI-13;
-- a same-day stay has no day.
CREATE OR REPLACE TEMP VIEW acute_days AS
SELECT
    first_area AS area,  -- rule: of the area of the first record | without: area,
    admission_date + 1 AS first_day,  -- rule: the day of discharge counts, not that of admission | without: admission_date AS first_day,
    discharged_or_still_in(discharge_date) + 1 AS day_after  -- rule: the day of discharge counts, not that of admission | without: discharged_or_still_in(discharge_date) AS day_after
FROM stays
WHERE emergency(admission_type);  -- rule: emergency stays only | without: WHERE true;

INSERT INTO counts BY NAME
SELECT 'MSG-2a' AS indicator, month, area, days AS numerator, stays AS cases
FROM days_by_month('acute_days');
