-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service
-- Outputs: slug, kind, authority of each way to reach it, in the order of the rows
SELECT slug, kind, authority, id FROM phone WHERE service_id = ?1
UNION ALL
SELECT slug, kind, authority, id FROM contact WHERE service_id = ?1
UNION ALL
SELECT slug, kind, authority, id FROM location WHERE service_id = ?1
ORDER BY 4;
