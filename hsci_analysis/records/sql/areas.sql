-- Every locality that a record or a population is of, as one small number; NULL for records of no
-- known locality. A record of another partnership, or of nowhere known, has no area and counts
-- nowhere. Clackmannanshire and Stirling are one partnership, so that their parts are added up before
-- anything is divided.
CREATE TABLE areas AS
SELECT row_number() OVER (ORDER BY council_area, locality)::INTEGER AS area, *
FROM (
    SELECT DISTINCT council_area, partnership, locality
    FROM (
        SELECT council_area, locality FROM episodes_rows
        UNION ALL
        SELECT council_area, locality FROM attendances_rows
        UNION ALL
        SELECT council_area, locality FROM deaths_rows
        UNION ALL
        SELECT council_area, locality FROM populations_rows
    )
    JOIN every_council_area ON code = council_area
    WHERE partnership IS NOT NULL
);
