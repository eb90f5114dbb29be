-- MSG-5, percentage of the last six months of life by setting, by the month of death.
--
-- The four settings add up to the whole, and the first is NI-15. The cases of a kind of hospital are
-- those who were there.
CREATE OR REPLACE TEMP VIEW dated_lives AS
SELECT *, month_of(date_of_death) AS month FROM last_six_months;

INSERT INTO counts BY NAME
SELECT
    'MSG-5-community' AS indicator,
    month,
    area,
    sum(182.5 - hospital) AS numerator,
    count(*) * 182.5 AS denominator,
    count(*) AS cases
FROM dated_lives
GROUP BY ALL
UNION ALL BY NAME
SELECT
    'MSG-5-community-hospital' AS indicator,
    month,
    area,
    sum(community_hospital) AS numerator,
    count(*) * 182.5 AS denominator,
    count_if(community_hospital > 0) AS cases
FROM dated_lives
GROUP BY ALL
UNION ALL BY NAME
SELECT
    'MSG-5-hospice' AS indicator,
    month,
    area,
    sum(hospice) AS numerator,
    count(*) * 182.5 AS denominator,
    count_if(hospice > 0) AS cases
FROM dated_lives
GROUP BY ALL
UNION ALL BY NAME
SELECT
    'MSG-5-large-hospital' AS indicator,
    month,
    area,
    sum(large_hospital) AS numerator,
    count(*) * 182.5 AS denominator,
    count_if(large_hospital > 0) AS cases
FROM dated_lives
GROUP BY ALL;
