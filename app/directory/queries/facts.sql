-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service
-- Outputs: subject, field, value, display, grade, state, date, checked, recheck, sources, in the order of the rows
SELECT subject, field, value, display, grade, state, date, checked, recheck, sources
FROM fact
WHERE service_id = ?1
ORDER BY id;
