-- The words the rules are written in.
--
-- In all these files a line with the words "rule:" and a name at its end is what makes that rule
-- hold. After "without:" stands what the line would be if there were no such rule; where nothing
-- stands, the line would go. The worked examples in tests/spec/records are run both ways.

-- Admission types: 20-22 urgent, 30-39 emergency; 18 is a planned transfer.
CREATE OR REPLACE MACRO emergency(admission_type) AS (false
    OR admission_type BETWEEN 20 AND 22  -- rule: urgent admissions
    OR admission_type BETWEEN 30 AND 39
);

-- Geriatric and psychiatric records often begin with a transfer of somebody admitted in an
-- emergency elsewhere. The producer counts a journey or record that begins so as non-elective.
CREATE OR REPLACE MACRO non_elective(admission_type) AS (
    emergency(admission_type)
    OR admission_type = 18  -- rule: type 18 is non-elective
);

-- ICD-10: W00-W19 are falls, V01-Y84 external causes of which falls are a part.
CREATE OR REPLACE MACRO fall(code) AS coalesce(left(code, 3) BETWEEN 'W00' AND 'W19', false);
CREATE OR REPLACE MACRO external_cause(code) AS
    coalesce(left(code, 3) BETWEEN 'V01' AND 'Y84', false);

-- The months asked for: their first day, and the day after their last.
CREATE OR REPLACE MACRO first_day() AS getvariable('first_day')::DATE;
CREATE OR REPLACE MACRO day_after() AS getvariable('day_after')::DATE;

CREATE OR REPLACE MACRO month_of(day) AS date_trunc('month', day)::DATE;

-- Somebody not yet discharged is in hospital up to and including the last day asked for.
CREATE OR REPLACE MACRO discharged_or_still_in(discharge_date) AS
    coalesce(discharge_date, day_after())  -- rule: open stays are capped | without: discharge_date
;
