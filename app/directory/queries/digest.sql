-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service
-- Outputs: all that is said of it, one text a row, in a fixed order; chr (31) parts the columns
SELECT concat FROM (
  SELECT 0 AS part, 0 AS place, slug || char (31) || country || char (31) || audiences || char (31) || authority || char (31) ||
    priority || char (31) || peer || char (31) || coalesce (minimum_age, '') || char (31) || coalesce (maximum_age, '') || char (31) || confirmed || char (31) || region || char (31) || topics AS concat
  FROM service WHERE id = ?1
  UNION ALL
  SELECT 1, id, slug || char (31) || kind || char (31) || authority || char (31) || number FROM phone WHERE service_id = ?1
  UNION ALL
  SELECT 2, id, slug || char (31) || kind || char (31) || authority || char (31) || email FROM contact WHERE service_id = ?1
  UNION ALL
  SELECT 3, id, slug || char (31) || kind || char (31) || authority || char (31) || url FROM location WHERE service_id = ?1
  UNION ALL
  SELECT 4, id, subject || char (31) || field || char (31) || value || char (31) || coalesce (display, '') || char (31) || grade || char (31) ||
    state || char (31) || date || char (31) || checked || char (31) || recheck || char (31) || sources FROM fact WHERE service_id = ?1
)
ORDER BY part, place;
