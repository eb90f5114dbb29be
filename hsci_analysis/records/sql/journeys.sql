-- Continuous inpatient journeys of NI-12 and NI-13: acute (SMR01), geriatric long-stay (SMR01E) and
-- psychiatric (SMR04) inpatient records of one person, linked.
--
-- Which records count is decided before they are linked, as the producer does. The area is that of
-- the last record.
CREATE OR REPLACE TEMP VIEW journey_records AS
SELECT
    *,
    journey_marker AS marker  -- rule: the producer's marker of journeys links | without: NULL::BIGINT AS marker
FROM episodes
WHERE true
    AND inpatient_or_day_case = 'I'  -- rule: day cases are no journeys
    AND age >= 18  -- rule: adults only
    AND person IS NOT NULL  -- rule: a missing CHI is not counted
    AND data_zone IS NOT NULL  -- rule: a missing data zone is not counted
    AND coalesce(location NOT IN ('T113H', 'S206H', 'G106H'), true)  -- rule: dental hospitals are not counted
;

CREATE OR REPLACE TEMP TABLE journeys AS
SELECT admission_date, discharge_date, admission_type, area
FROM linked('journey_records')
WHERE non_elective(admission_type)  -- rule: non-elective journeys only
;
