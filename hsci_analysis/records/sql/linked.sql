-- Records of one person that follow each other without a break are one stay, or one journey where
-- they may be of different kinds.
--
-- Where the extract has the producer's own marker, the records of one marker are one stay. Without
-- it, a record belongs to the stay before if it begins by the day on which that ends: transfers are
-- recorded as a discharge and an admission on the same day. Beginning the day after makes another
-- stay. The producer links by more than dates, which an extract without markers does not have.
-- UNVERIFIED: how much the two differ.
--
-- A record that neither goes on from the one before nor is gone on from is a stay by itself, which
-- most are; only the others are numbered and put together.
--
-- Records that begin on the same day are taken in order of discharge, the higher admission type
-- first, as the producer sorts them; what comes after in that order only makes it a full one. A record
-- without a person can be linked to none, and stands alone.
--
-- records: person, marker, admission_date, discharge_date, admission_type, discharge_type, age,
-- data_zone, area. A stay of nobody known has a made-up person, and says so.
CREATE OR REPLACE MACRO linked(records) AS TABLE
WITH known AS (
    SELECT
        coalesce(person, uuid()::VARCHAR) AS person,
        person IS NOT NULL AS known,
        marker,
        admission_date,
        discharge_date,
        coalesce(discharge_date, DATE '9999-01-01') AS until,
        admission_type,
        discharge_type,
        age,
        area,
        (data_zone IS NOT NULL)::INTEGER AS in_data_zone
    FROM query_table(records)
),
in_order AS (
    SELECT
        *,
        row_number() OVER of_person AS place,
        max(until) OVER (
            of_person ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS in_hospital_until,
        lead(admission_date) OVER of_person AS next_admission
    FROM known
    WINDOW of_person AS (
        PARTITION BY person
        ORDER BY
            admission_date,
            discharge_date NULLS LAST,
            admission_type DESC,  -- rule: the higher admission type first | without: admission_type,
            discharge_type,
            age,
            area,
            in_data_zone
    )
),
bounded AS (
    SELECT
        *,
        coalesce(admission_date > in_hospital_until, true) AS begins,  -- rule: records without a break are one | without: true AS begins,
        coalesce(next_admission > greatest(until, in_hospital_until), true) AS ends  -- rule: records without a break are one | without: true AS ends
    FROM in_order
),
numbered AS (
    SELECT
        *,
        coalesce(
            marker,
            -count(*) FILTER (begins) OVER (
                PARTITION BY person ORDER BY place ROWS UNBOUNDED PRECEDING
            )
        ) AS stay
    FROM bounded
    WHERE marker IS NOT NULL OR NOT (begins AND ends)
)
SELECT
    person,
    known,
    stay,
    min(admission_date) AS admission_date,
    CASE WHEN count(discharge_date) = count(*) THEN max(discharge_date) END AS discharge_date,
    arg_min_null(admission_type, place) AS admission_type,  -- rule: a stay is of the type of its first record | without: arg_max_null(admission_type, place) AS admission_type,
    arg_max_null(discharge_type, place) AS discharge_type,  -- rule: a stay ends as its last record does | without: arg_min_null(discharge_type, place) AS discharge_type,
    arg_min_null(age, place) AS age,
    arg_min_null(area, place) AS first_area,
    arg_max_null(area, place) AS area,
    arg_max_null(in_data_zone, place) = 1 AS in_data_zone
FROM numbered
GROUP BY person, known, stay
UNION ALL BY NAME
SELECT
    person,
    known,
    0 AS stay,
    admission_date,
    discharge_date,
    admission_type,
    discharge_type,
    age,
    area AS first_area,
    area,
    in_data_zone = 1 AS in_data_zone
FROM bounded
WHERE marker IS NULL AND begins AND ends;
