-- Continuous inpatient stays of NI-14, MSG-1a and MSG-2a: acute records (SMR01) of one person, linked.
--
-- All ages, and day cases too: an elective day case is a discharge somebody may be readmitted after,
-- and the producer's query does not leave it out.
CREATE OR REPLACE TEMP VIEW stay_records AS
SELECT
    *,
    stay_marker AS marker  -- rule: the producer's marker of stays links | without: NULL::BIGINT AS marker
FROM episodes
WHERE true
    AND record_type = 'SMR01'  -- rule: acute records only
;

CREATE OR REPLACE TEMP TABLE stays AS FROM linked('stay_records');
