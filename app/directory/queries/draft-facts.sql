-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service. Outputs: its facts, in order
SELECT subject, field, value, coalesce (display, ''), grade, state, date, checked, recheck, sources
FROM fact
WHERE service_id = ?1
ORDER BY id;
