-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Outputs: all services, in order
SELECT id, slug, country, audiences, priority, peer, status, region, topics,
  (SELECT group_concat (country, ' ') FROM service_area WHERE service_id = service.id),
  coalesce ((SELECT json FROM hsds WHERE service_id = service.id), '')
FROM service
ORDER BY id;
