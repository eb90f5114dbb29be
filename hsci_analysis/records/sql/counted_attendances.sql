-- The attendances at accident and emergency that MSG-1b and MSG-3 count: new, and unplanned returns.
CREATE OR REPLACE TEMP VIEW counted_attendances AS
SELECT *, month_of(attendance_date) AS month
FROM attendances
WHERE true
    AND attendance_type IN ('new', 'unplanned return')  -- rule: planned returns are not counted
;
