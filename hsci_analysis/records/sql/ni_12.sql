-- NI-12, emergency admission rate: non-elective journeys of adults, in the month they begin.
INSERT INTO counts BY NAME
SELECT
    'NI-12' AS indicator,
    month_of(admission_date) AS month,  -- rule: counted when it begins | without: month_of(discharge_date) AS month,
    area,
    count(*) AS numerator,
    count(*) AS cases
FROM journeys
GROUP BY ALL;
