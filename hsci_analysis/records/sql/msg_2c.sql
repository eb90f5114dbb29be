-- MSG-2c, unplanned bed days, mental health: the days of SMR04 records that began as an emergency or
-- with a transfer, each in its month; days are counted as in MSG-2a.
--
-- Records repeat and overlap. The producer removes copies, records inside others, and records without
-- a discharge where a later one follows. Here the last of these go, and a person's records that touch
-- or overlap are one stay, so that no day counts twice. UNVERIFIED: the producer still counts twice
-- the days that two records share in part.
CREATE OR REPLACE TEMP VIEW psychiatric_records AS
SELECT *, NULL::BIGINT AS marker
FROM (
    SELECT *, max(admission_date) OVER (PARTITION BY person) AS latest_admission
    FROM episodes
    WHERE true
        AND record_type = 'SMR04'  -- rule: psychiatric records only
        AND non_elective(admission_type)  -- rule: emergencies and transfers only
)
WHERE true
    AND (discharge_date IS NOT NULL OR admission_date = latest_admission OR person IS NULL)  -- rule: open records with a later one go
;

CREATE OR REPLACE TEMP VIEW psychiatric_days AS
SELECT
    area,
    admission_date + 1 AS first_day,
    discharged_or_still_in(discharge_date) + 1 AS day_after
FROM linked('psychiatric_records');

INSERT INTO counts BY NAME
SELECT 'MSG-2c' AS indicator, month, area, days AS numerator, stays AS cases
FROM days_by_month('psychiatric_days');
