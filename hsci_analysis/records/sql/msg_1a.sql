-- MSG-1a, emergency admissions: acute stays that began as an emergency, of all ages, in the month of
-- discharge. The area is that of the first record.
INSERT INTO counts BY NAME
SELECT
    'MSG-1a' AS indicator,
    month_of(discharge_date) AS month,  -- rule: counted when it ends | without: month_of(admission_date) AS month,
    first_area AS area,  -- rule: of the area of the first record | without: area,
    count(*) AS numerator,
    count(*) AS cases
FROM stays
WHERE true
    AND discharge_date IS NOT NULL
    AND emergency(admission_type)  -- rule: emergency stays only
GROUP BY ALL;
