-- Counts added up: months to years, localities to partnerships, partnerships to Scotland.
--
-- Every journey, stay, record and death was counted once, in one month and one area, and every day in
-- the month it falls in, so that nothing is counted twice in a year or in Scotland. Scotland is made
-- of records, not of partnerships' rows. A record of no known locality counts for its partnership.
-- Where there was nothing to count the count is 0.
--
-- A stay of many months is among the cases of each. How many different ones a year has is not known
-- from that; it has at least as many as its largest month.
CREATE TEMP TABLE placed AS
SELECT
    indicator,
    month,
    CASE grouping(partnership) WHEN 1 THEN 'S92000003' ELSE partnership END AS area_code,
    CASE grouping(locality) WHEN 1 THEN '' ELSE locality END AS locality,
    sum(numerator) AS numerator,
    sum(denominator) AS denominator,
    sum(cases) AS cases
FROM counts JOIN areas USING (area)
GROUP BY GROUPING SETS (
    (indicator, month),
    (indicator, month, partnership),
    (indicator, month, partnership, locality)
);

CREATE TEMP TABLE dated AS
SELECT
    indicator,
    period,
    area_code,
    locality,
    sum(numerator) AS numerator,
    sum(denominator) AS denominator,
    CASE WHEN any_value(days) THEN max(cases) ELSE sum(cases) END AS cases
FROM placed JOIN months_of_periods USING (month) JOIN indicators USING (indicator)
WHERE locality IS NOT NULL
GROUP BY ALL;

-- People by the middle of a year, in the ages that rates are of. A financial year and its months go
-- by the estimate of the year it begins in, a calendar year by its own. Where there is no such
-- estimate yet the last one is copied forward, up to three years.
CREATE TEMP TABLE people AS
SELECT
    year AS population_year,
    CASE grouping(partnership) WHEN 1 THEN 'S92000003' ELSE partnership END AS area_code,
    CASE grouping(areas.locality) WHEN 1 THEN '' ELSE areas.locality END AS locality,
    coalesce(sum(people) FILTER (age >= 18), 0) AS aged_18_and_over,
    coalesce(sum(people) FILTER (age >= 65), 0) AS aged_65_and_over
FROM populations JOIN areas USING (area)
GROUP BY GROUPING SETS ((year), (year, partnership), (year, partnership, areas.locality));

CREATE TEMP TABLE periods AS SELECT DISTINCT kind, period, year FROM months_of_periods;

CREATE TEMP TABLE estimates AS
SELECT period, max(held.year) AS population_year
FROM periods JOIN (SELECT DISTINCT year FROM populations) AS held
    ON held.year <= periods.year
    AND held.year >= periods.year - 3  -- rule: estimates are copied forward three years
GROUP BY period;

CREATE TEMP TABLE places AS
SELECT 'S92000003' AS area_code, '' AS locality WHERE getvariable('scotland')
UNION ALL
SELECT DISTINCT partnership, '' FROM areas
UNION ALL
SELECT DISTINCT partnership, locality FROM areas WHERE locality IS NOT NULL;

CREATE TEMP TABLE totals AS
SELECT
    indicator,
    kind,
    period,
    area_code,
    locality,
    coalesce(numerator, 0)::DOUBLE AS numerator,
    divided_by,
    CASE divided_by
        WHEN 'aged 18 and over' THEN aged_18_and_over
        WHEN 'aged 65 and over' THEN aged_65_and_over
        WHEN 'nothing' THEN NULL
        ELSE coalesce(denominator, 0)
    END::DOUBLE AS denominator,
    coalesce(cases, 0)::BIGINT AS cases,
    population_year,
    population_year < periods.year AS copied_forward
FROM indicators
CROSS JOIN periods
CROSS JOIN places
LEFT JOIN dated USING (indicator, period, area_code, locality)
LEFT JOIN estimates USING (period)
LEFT JOIN people USING (population_year, area_code, locality);
