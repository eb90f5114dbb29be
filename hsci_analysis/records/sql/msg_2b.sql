-- MSG-2b, unplanned bed days, geriatric long stay: the days of SMR01E records that began as an
-- emergency or with a transfer, each in its month; days are counted as in MSG-2a.
--
-- Records are not linked; of those alike in person and dates one counts. The producer takes any of
-- them; here it is the one of the first area, so that the order of rows does not matter.
CREATE OR REPLACE TEMP VIEW geriatric_days AS
SELECT
    min(area) AS area,
    admission_date + 1 AS first_day,
    discharged_or_still_in(discharge_date) + 1 AS day_after
FROM episodes
WHERE true
    AND record_type = 'SMR01E'  -- rule: geriatric long stay only
    AND non_elective(admission_type)  -- rule: emergencies and transfers only
GROUP BY
    coalesce(person, uuid()::VARCHAR),  -- rule: of records alike one counts | without: uuid(),
    admission_date,
    discharge_date;

INSERT INTO counts BY NAME
SELECT 'MSG-2b' AS indicator, month, area, days AS numerator, stays AS cases
FROM days_by_month('geriatric_days');
