-- MSG-3, attendances at accident and emergency, and the share seen within four hours.
CREATE OR REPLACE TEMP VIEW seen AS
SELECT
    month,
    area,
    count_if(minutes_in_department <= 240) AS within_4_hours,  -- rule: four hours are 240 minutes | without: count(*) AS within_4_hours,
    count(*) AS attendances
FROM counted_attendances
GROUP BY ALL;

INSERT INTO counts BY NAME
SELECT 'MSG-3' AS indicator, month, area, attendances AS numerator, attendances AS cases
FROM seen
UNION ALL BY NAME
SELECT
    'MSG-3-within-4-hours' AS indicator,
    month,
    area,
    within_4_hours AS numerator,
    attendances AS denominator,
    attendances AS cases
FROM seen;
