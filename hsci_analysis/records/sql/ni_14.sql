-- NI-14, readmission to hospital within 28 days, per 1,000 discharges, in the month of discharge.
--
-- A discharge is followed by a readmission if the person's next stay, whichever it is, begins 0 to
-- 28 days later as an emergency. The area is that of the stay's last record.
CREATE OR REPLACE TEMP VIEW followed_stays AS
SELECT
    *,
    lead(admission_date) OVER of_person - discharge_date AS days_until_next,
    lead(admission_type) OVER of_person AS next_admission_type
FROM stays
WHERE true
    AND age >= 18  -- rule: adults only
    AND known  -- rule: a missing CHI is not counted
WINDOW of_person AS (
    PARTITION BY person ORDER BY admission_date, discharge_date NULLS LAST, admission_type, stay
);

INSERT INTO counts BY NAME
SELECT
    'NI-14' AS indicator,
    month_of(discharge_date) AS month,  -- rule: counted at discharge | without: month_of(admission_date) AS month,
    followed_stays.area AS area,  -- rule: of the area of the last record | without: first_area AS area,
    count_if(true
        AND days_until_next BETWEEN 0 AND 28  -- rule: within 28 days | without: AND days_until_next >= 0
        AND emergency(next_admission_type)  -- rule: readmitted as an emergency
    ) AS numerator,
    count(*) AS denominator,
    count(*) AS cases
FROM followed_stays LEFT JOIN deaths ON deaths.person = followed_stays.person
WHERE true
    AND discharge_date IS NOT NULL
    AND in_data_zone  -- rule: a missing data zone is not counted
    AND coalesce(discharge_type NOT BETWEEN 40 AND 49, true)  -- rule: discharged dead is no discharge
    AND coalesce(date_of_death NOT BETWEEN admission_date AND discharge_date, true)  -- rule: a death during the stay is no discharge
GROUP BY ALL;
