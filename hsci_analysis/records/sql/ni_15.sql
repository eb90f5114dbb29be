-- NI-15, proportion of the last six months of life spent at home or in a community setting, by the
-- month of death.
INSERT INTO counts BY NAME
SELECT
    'NI-15' AS indicator,
    month_of(date_of_death) AS month,
    area,
    sum(182.5 - hospital) AS numerator,
    count(*) * 182.5 AS denominator,
    count(*) AS cases
FROM last_six_months
GROUP BY ALL;
