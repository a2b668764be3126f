-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: country, term ('' for any), bit of the audience, bits of the channels, age (-1 unknown), how many
-- Outputs: id of the service, priority, peer, confirmed, country, region, topics, languages; best first
SELECT service.id, service.priority, service.peer, service.confirmed, service.country, service.region, service.topics, service.spoken
FROM choice
JOIN service ON service.id = choice.service_id
WHERE choice.country = ?1 AND choice.term = ?2
  AND choice.audiences & ?3 AND choice.channels & ?4
  AND (?5 < 0 OR (choice.minimum_age <= ?5 AND choice.maximum_age >= ?5))
ORDER BY choice.service_id
LIMIT ?6;
