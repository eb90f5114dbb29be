-- MSG-1b, admissions from A&E, and the share of attendances that end in one.
--
-- The attendances are those of MSG-3. UNVERIFIED: the producer's query of the datamart is not public.
CREATE OR REPLACE TEMP VIEW admitted AS
SELECT
    month,
    area,
    count_if(discharge_destination = 'admission') AS admitted,  -- rule: attendances that end in an admission | without: count(*) AS admitted,
    count(*) AS attendances
FROM counted_attendances
GROUP BY ALL;

INSERT INTO counts BY NAME
SELECT 'MSG-1b' AS indicator, month, area, admitted AS numerator, admitted AS cases
FROM admitted
UNION ALL BY NAME
SELECT
    'MSG-1b-conversion' AS indicator,
    month,
    area,
    admitted AS numerator,
    attendances AS denominator,
    attendances AS cases
FROM admitted;
