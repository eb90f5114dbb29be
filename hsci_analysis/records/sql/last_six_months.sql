-- The last 183 days of each life: how many were spent in hospital, and in which kind.
--
-- A day counts once, however many records cover it, and belongs to the record that began last. The
-- day of admission counts and the day of discharge doesn't. Days are what records cover: a night at
-- home between two records of one marked stay is a night at home.
--
-- 183 days in hospital are the whole six months, which are 182.5 days: the first counts half.
CREATE OR REPLACE TEMP TABLE counted_deaths AS
SELECT person, date_of_death, area
FROM deaths
WHERE true
    AND data_zone IS NOT NULL  -- rule: a death without a postcode is not counted
    AND person IS NOT NULL  -- rule: a death without a CHI is not counted
    AND (false
        OR NOT coalesce(list_bool_or([external_cause(code) FOR code IN causes]), false)  -- rule: external causes are not counted | without: OR true
        OR list_bool_or([fall(code) FOR code IN causes])  -- rule: external causes count where a fall is coded
    );

-- Hospital records of those who died, without those made in care homes.
CREATE OR REPLACE TEMP TABLE hospital_days AS
WITH records AS (
    SELECT
        died.person,
        episodes.admission_date,
        coalesce(kept.setting, 'large hospital') AS setting,
        greatest(
            episodes.admission_date,
            died.date_of_death - 183  -- rule: the last 183 days | without: episodes.admission_date
        ) AS first_day,
        least(
            coalesce(
                episodes.discharge_date,
                died.date_of_death  -- rule: an open stay ends at death | without: episodes.admission_date
            ),
            died.date_of_death
        ) AS day_after
    FROM counted_deaths AS died
    JOIN episodes ON episodes.person = died.person
    LEFT JOIN settings AS kept ON kept.location = episodes.location
    WHERE true
        AND inpatient_or_day_case = 'I'  -- rule: inpatients only
        AND coalesce(kept.setting <> 'care home', true)  -- rule: care homes are in the community
),
days AS (
    SELECT
        person,
        admission_date,
        setting,
        unnest(generate_series(first_day, day_after - 1, INTERVAL 1 DAY))::DATE AS day
    FROM records
    WHERE first_day < day_after
)
SELECT
    person,
    day,
    max({'admission_date': admission_date, 'setting': setting}).setting AS setting,  -- rule: a day belongs to the record that began last | without: min(setting) AS setting,
    1 AS days  -- rule: a day counts once | without: count(*) AS days
FROM days
GROUP BY person, day;

CREATE OR REPLACE TEMP TABLE last_six_months AS
WITH by_setting AS (
    SELECT
        person,
        sum(days) AS hospital,
        coalesce(sum(days) FILTER (setting = 'large hospital'), 0) AS large_hospital,
        coalesce(sum(days) FILTER (setting = 'community hospital'), 0) AS community_hospital,
        coalesce(sum(days) FILTER (setting = 'hospice'), 0) AS hospice,
        arg_min(setting, day) AS first_setting
    FROM hospital_days
    GROUP BY person
),
halved AS (
    SELECT
        *,
        CASE
            WHEN hospital = 183 THEN 0.5  -- rule: 183 days are six months, which are 182.5 | without: WHEN false THEN 0
            ELSE 0
        END AS half_a_day
    FROM by_setting
)
SELECT
    died.date_of_death,
    died.area,
    coalesce(hospital - half_a_day, 0) AS hospital,
    coalesce(large_hospital - half_a_day * (first_setting = 'large hospital')::INTEGER, 0)
        AS large_hospital,
    coalesce(community_hospital - half_a_day * (first_setting = 'community hospital')::INTEGER, 0)
        AS community_hospital,
    coalesce(hospice - half_a_day * (first_setting = 'hospice')::INTEGER, 0) AS hospice
FROM counted_deaths AS died
LEFT JOIN halved ON halved.person = died.person;
