-- MSG-5, percentage of the last six months of life by setting, by the month of death.
--
-- The four settings add up to the whole, and the first is NI-15.
CREATE OR REPLACE TEMP VIEW days_by_setting AS
UNPIVOT (
    SELECT
        month_of(date_of_death) AS month,
        area,
        sum(182.5 - hospital) AS "MSG-5-community",
        sum(community_hospital) AS "MSG-5-community-hospital",
        sum(hospice) AS "MSG-5-hospice",
        sum(large_hospital) AS "MSG-5-large-hospital",
        count(*) AS cases
    FROM last_six_months
    GROUP BY ALL
)
ON COLUMNS('MSG-5.*') INTO NAME indicator VALUE numerator;

INSERT INTO counts BY NAME
SELECT indicator, month, area, numerator, cases * 182.5 AS denominator, cases
FROM days_by_setting;
