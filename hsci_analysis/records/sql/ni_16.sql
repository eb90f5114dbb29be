-- NI-16, falls rate per 1,000 people aged 65 and over, in the month of discharge.
--
-- Counts acute records, not people or stays: somebody who is transferred, or falls twice, counts
-- more than once.
INSERT INTO counts BY NAME
SELECT
    'NI-16' AS indicator,
    month_of(discharge_date) AS month,  -- rule: counted at discharge | without: month_of(admission_date) AS month,
    area,
    count(*) AS numerator,
    count(*) AS cases
FROM episodes
WHERE true
    AND discharge_date IS NOT NULL
    AND record_type = 'SMR01'  -- rule: acute records only
    AND inpatient_or_day_case = 'I'  -- rule: inpatients only
    AND age >= 65  -- rule: aged 65 and over
    AND sex IN (1, 2)  -- rule: recorded as male or female
    AND data_zone IS NOT NULL  -- rule: a missing data zone is not counted
    AND admission_type BETWEEN 33 AND 35  -- rule: admitted as an emergency after an injury
    AND (false
        OR fall(diagnosis_1)
        OR fall(diagnosis_2)  -- rule: a fall in any of six positions
        OR fall(diagnosis_3)  -- rule: a fall in any of six positions
        OR fall(diagnosis_4)  -- rule: a fall in any of six positions
        OR fall(diagnosis_5)  -- rule: a fall in any of six positions
        OR fall(diagnosis_6)  -- rule: a fall in any of six positions
        -- rule: the record is coded as a fall | without: OR true
    )
GROUP BY ALL;
